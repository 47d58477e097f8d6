package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * @param retention of several the one that ends last, counted from the last shortening
 * @param shortened whether two auditors agreed to keep it for less than the rule for all sessions
 */
public record RecordProtection(
    boolean held, Optional<Remarks.RetentionSet> retention, boolean shortened) {

  /** How many different keys must agree to lift a hold, or to a shorter retention. */
  private static final int KEYS = 2;

  private static final List<String> KINDS =
      List.of(
          EventKind.HELD.name(),
          EventKind.LIFT_AGREED.name(),
          EventKind.RETENTION_SET.name(),
          EventKind.SHORTENING_AGREED.name());

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
    boolean shortened = false;
    Map<List<Object>, Set<String>> shorter = new HashMap<>();
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
        shorter.clear();
      } else if (event instanceof Remarks.ShorteningAgreed agreement) {
        Set<String> keys = shorter.computeIfAbsent(same(agreement), same -> new HashSet<>());
        keys.add(agreement.by().keyId());
        if (keys.size() >= KEYS) {
          retention = Optional.of(agreement.retention());
          shortened = true;
          shorter.clear();
        }
      }
    }
    return new RecordProtection(held, retention, shortened);
  }

  /** What two agreements must have in common. */
  private static List<Object> same(Remarks.ShorteningAgreed agreed) {
    return List.of(agreed.retentionClass(), agreed.base(), agreed.until());
  }

  /** Whether two auditors agreed to that retention, and no other has taken its place. */
  public boolean agreedTo(Remarks.RetentionSet wanted) {
    return shortened
        && retention
            .filter(set -> set.retentionClass().equals(wanted.retentionClass()))
            .filter(set -> set.base().equals(wanted.base()))
            .filter(set -> set.until().equals(wanted.until()))
            .isPresent();
  }

  /**
   * The end of the time for which the record is kept: the later of what was set and what the rule
   * for all sessions demands, unless two auditors agreed to less.
   *
   * @param closed when the session was closed, or now
   * @param standard the period of all sessions of the family; empty if they are kept for good
   * @return empty if it is kept for good
   */
  public Optional<Instant> end(Instant closed, Optional<Duration> standard) {
    Optional<Instant> set = retention.map(Remarks.RetentionSet::until);
    return shortened
        ? set
        : standard
            .map(closed::plus)
            .map(end -> set.filter(until -> until.isAfter(end)).orElse(end));
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
