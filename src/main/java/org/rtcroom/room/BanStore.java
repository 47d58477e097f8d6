package org.rtcroom.room;

import java.time.Instant;
import java.util.List;
import org.rtcroom.identity.UserId;

/** Where bans outlive the process. The access log says who imposed and lifted them. */
public interface BanStore {

  /** The bans that have not run out; those that have are forgotten. */
  List<Ban> standing(Instant now);

  /**
   * Keeps a ban, instead of an earlier one of that user for that room.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if it may not have been kept
   */
  void keep(Ban ban);

  /**
   * Forgets a ban, if there is one.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if it may still be there
   */
  void forget(RoomKey key, UserId userId);
}
