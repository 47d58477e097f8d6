package org.rtcroom.room;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.Actor;

/**
 * Where bans outlive the process. The access log says who imposed and lifted them: {@code BANNED}
 * and {@code UNBANNED}, written together with the ban they tell of.
 */
public interface BanStore {

  /** The bans that have not run out; those that have are forgotten. */
  List<Ban> standing(Instant now);

  /**
   * Whom bans keep out of which room, by the ids of the bans. What was erased is missing, and so is
   * what its line does not bear out.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  Map<String, Ban.Subject> subjects(List<Ban> bans);

  /**
   * Records and keeps a ban, instead of an earlier one of that user for that room.
   *
   * @throws DatabaseUnavailable if it may not have been kept
   */
  void keep(Ban ban, Ban.Subject subject, Actor operator);

  /**
   * Records that a ban is lifted, and forgets it if there is one.
   *
   * @param subject empty once it was erased
   * @throws DatabaseUnavailable if it may still be there
   */
  void forget(Ban ban, Optional<Ban.Subject> subject, Actor operator);
}
