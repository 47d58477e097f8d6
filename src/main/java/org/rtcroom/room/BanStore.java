package org.rtcroom.room;

import java.time.Instant;
import java.util.List;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;

/**
 * Where bans outlive the process. The access log says who imposed and lifted them: {@code BANNED}
 * and {@code UNBANNED}, written together with the ban they tell of.
 */
public interface BanStore {

  /** The bans that have not run out; those that have are forgotten. */
  List<Ban> standing(Instant now);

  /**
   * Records and keeps a ban, instead of an earlier one of that user for that room.
   *
   * @throws DatabaseUnavailable if it may not have been kept
   */
  void keep(Ban ban, Actor operator);

  /**
   * Records that a ban is lifted, and forgets it if there is one.
   *
   * @param key in lower case
   * @throws DatabaseUnavailable if it may still be there
   */
  void forget(RoomKey key, UserId userId, Actor operator);
}
