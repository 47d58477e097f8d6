package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * What keeps the record of a session from being erased or purged: the fold of the lines that say
 * so. It stands nowhere else, so nothing can disagree with them. Without its signature a line takes
 * no protection away: it is void, and a hold protects all the same.
 *
 * @param held whether a hold is in force
 * @param retention of several the one that ends last
 */
public record RecordProtection(boolean held, Optional<Remarks.RetentionSet> retention) {

  /** How many different keys must agree to lift a hold. */
  private static final int KEYS = 2;

  private static final List<String> KINDS =
      List.of(EventKind.HELD.name(), EventKind.LIFT_AGREED.name(), EventKind.RETENTION_SET.name());

  /** The standing of a session; works within the caller's transaction. */
  public static RecordProtection of(
      EntityManager entities, SessionId sessionId, ActSignatures acts) {
    List<RoomEvent> events =
        entities
            .createQuery(
                "select l from SessionLine l where l.chain = :chain and l.kind in :kinds"
                    + " order by l.seq",
                SessionLine.class)
            .setParameter("chain", sessionId.value())
            .setParameter("kinds", KINDS)
            .getResultStream()
            .map(SessionLine::line)
            .filter(
                line ->
                    line.kind().equals(EventKind.HELD.name())
                        || acts.genuine(entities.unwrap(Connection.class), line))
            .map(line -> LineFormat.event(line, new byte[0]))
            .toList();
    return after(events);
  }

  /** The standing after those events, in their order. */
  static RecordProtection after(List<RoomEvent> events) {
    boolean held = false;
    Set<String> agreed = new HashSet<>();
    Optional<Remarks.RetentionSet> retention = Optional.empty();
    for (RoomEvent event : events) {
      if (event instanceof Remarks.Held) {
        held = true;
        agreed.clear();
      } else if (event instanceof Remarks.LiftAgreed lift) {
        agreed.add(lift.by().keyId());
        held &= agreed.size() < KEYS;
      } else if (event instanceof Remarks.RetentionSet set) {
        boolean later = retention.filter(r -> !set.until().isAfter(r.until())).isEmpty();
        retention = later ? Optional.of(set) : retention;
      }
    }
    return new RecordProtection(held, retention);
  }

  /**
   * Lets an erasure pass, or not.
   *
   * @throws NotErasable if it is held, or must be kept still
   */
  public void requireErasable(Instant now) {
    if (held) {
      throw new NotErasable("the session is held");
    }
    retention
        .filter(set -> set.until().isAfter(now))
        .ifPresent(
            set -> {
              throw new NotErasable("the session must be kept until " + set.until());
            });
  }
}
