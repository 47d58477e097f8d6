package org.rtcroom.journal;

import java.util.Optional;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/** Whom an event tells of. */
final class EventSubject {

  private EventSubject() {}

  static Optional<UserId> of(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      return Optional.of(joined.member().userId());
    } else if (event instanceof RoomEvent.MemberChanged changed) {
      return Optional.of(changed.member().userId());
    } else if (event instanceof RoomEvent.Left left) {
      return Optional.of(left.userId());
    } else if (event instanceof RoomEvent.WasSilent silent) {
      return Optional.of(silent.userId());
    } else if (event instanceof RoomEvent.Barred barred) {
      return Optional.of(barred.userId());
    } else if (event instanceof RoomEvent.StreamKept kept) {
      return Optional.of(kept.userId());
    } else if (event instanceof RoomEvent.HeardAgain again) {
      return Optional.of(again.userId());
    } else if (event instanceof RoomEvent.ViewerCame came) {
      return Optional.of(came.viewer().userId());
    } else if (event instanceof RoomEvent.ViewerLeft left) {
      return Optional.of(left.userId());
    } else if (event instanceof RoomEvent.PlayUrlHanded handed) {
      return Optional.of(handed.userId());
    } else if (event instanceof Remarks.Stated stated) {
      return stated.user();
    }
    return Optional.empty();
  }
}
