package org.rtcroom.room;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;

/**
 * The chain of all that is no event of a room: logins, tickets issued, reads of the audit,
 * refusals. One chain per node and start.
 */
public interface AccessLog {

  /**
   * Records and waits until it is committed.
   *
   * @param details without personal data
   * @throws DatabaseUnavailable if it could not be recorded
   */
  default void record(AccessKind kind, Actor actor, Map<String, String> details) {
    record(kind, actor, details, Map.of());
  }

  /**
   * As {@link #record(AccessKind, Actor, Map)}, of another person than the actor.
   *
   * @param personal can be erased later; {@code user} and {@code address} can be searched for where
   *     the actor has none
   */
  default void record(
      AccessKind kind, Actor actor, Map<String, String> details, Map<String, String> personal) {
    record(kind, actor, details, personal, Optional.empty());
  }

  /**
   * As {@link #record(AccessKind, Actor, Map, Map)}, together with an advance: both are committed,
   * or neither is.
   *
   * @return the user's new generation; 0 without an advance
   */
  long record(
      AccessKind kind,
      Actor actor,
      Map<String, String> details,
      Map<String, String> personal,
      Optional<Advance> advance);

  /**
   * Notes a refusal without waiting. Equal ones of a minute become one line with a count.
   *
   * @param operation the operation that was refused
   * @param code the numeric code of the answer
   */
  void refused(Actor actor, String operation, int code);

  /**
   * Records that the process did not run for a while. Never waits.
   *
   * @return done once that is committed; fails if it was not, as far as is known
   */
  CompletionStage<?> paused(Pauses.Pause pause);
}
