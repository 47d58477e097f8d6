package org.rtcroom.journal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.LineFields;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;

/** How the terms of a session stand in its lines. */
final class TermsFormat {

  private TermsFormat() {}

  static void write(Terms terms, LineFields to) {
    to.detail("family", terms.type().family())
        .detail("roomID", terms.roomId())
        .detail("category", terms.category())
        .detail("heartbeats", terms.heartbeats())
        .detail("group", terms.group().name())
        .personal("info", terms.info())
        .personal("creator", terms.creator().map(UserId::value))
        .personal(
            "admitted",
            terms.admitted().map(users -> users.stream().map(UserId::value).sorted().toList()));
  }

  static Terms read(RecordedJson details, RecordedJson personal) {
    Optional<Set<UserId>> admitted =
        personal.has("admitted")
            ? Optional.of(new HashSet<>(personal.users("admitted")))
            : Optional.empty();
    return new Terms(
        RoomType.ofFamily(details.text("family"))
            .orElseThrow(() -> new BrokenChain("unknown family")),
        details.text("roomID"),
        personal.optionalUser("creator"),
        personal.text("info"),
        details.text("category"),
        details.flag("heartbeats"),
        details.constant("group", GroupOwner.class),
        admitted);
  }
}
