package org.rtcroom.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * The rows of table {@code delivery}, many with one statement. Each call is one short transaction
 * of its own: it does all it is asked for, or fails and does nothing. Every time that is compared
 * is the database's, so that nodes with wrong clocks agree; rows are changed in order of their
 * sessions, so that nodes never wait for each other in a ring.
 */
@ApplicationScoped
class DeliveryStore {

  /**
   * A session whose next delivery is wanted.
   *
   * @param urgent regardless of its back-off
   */
  record ClaimRequest(SessionId sessionId, boolean urgent) {}

  /**
   * The answer to a request.
   *
   * @param claim on the delivery to make now
   * @param left the rest if there is no claim
   */
  record ClaimResult(Optional<Claim> claim, Remaining left) {

    static ClaimResult claimed(Claim claim) {
      return new ClaimResult(Optional.of(claim), Remaining.MORE);
    }

    static ClaimResult without(Remaining left) {
      return new ClaimResult(Optional.empty(), left);
    }
  }

  /** The deliveries that are left for a session. */
  enum Remaining {
    NOTHING,
    /** Something that may be delivered at once. */
    MORE,
    /** Something whose time has not come. */
    LATER,
    /** Something that another node is delivering. */
    ELSEWHERE
  }

  /** Which row a statement means: its session and its kind. */
  static final String ROW = " where session_id = ? and kind = ?";

  /** The destroying of a group comes before a notice. */
  private static final String READ =
      "select session_id, kind, group_id, version, attempts, next_attempt_millis,"
          + " claimed_until_millis, "
          + Dialect.NOW
          + " from delivery where session_id = any(?) order by session_id, kind";

  private static final String CLAIM =
      "update delivery set claimed_until_millis = ?, claimed_by = ?"
          + ROW
          + " and version = ? and claimed_until_millis <= ?";

  private static final String DELETE =
      "delete from delivery" + ROW + " and version = ? and claimed_by = ?";

  private static final String FREE =
      "update delivery set claimed_until_millis = 0" + ROW + " and claimed_by = ?";

  private static final String POSTPONE =
      "update delivery set attempts = ?, claimed_until_millis = 0, next_attempt_millis = "
          + Dialect.NOW
          + " + ?, last_error = ?"
          + ROW
          + " and claimed_by = ?";

  private static final String DUE =
      "select session_id from delivery where next_attempt_millis <= ?"
          + " and claimed_until_millis <= ? order by attempts, created_millis limit ?";

  @EJB Transactions transactions;
  @Inject Couriers couriers;

  /**
   * A row, and the time when it was read.
   *
   * @param claim that a claim of it would be
   */
  private record StoredDelivery(Claim claim, long dueMillis, long claimedUntil, long nowMillis) {

    static StoredDelivery of(ResultSet row, String claimedBy) throws SQLException {
      Claim claim =
          new Claim(
              new SessionId(row.getString(1)),
              Notification.valueOf(row.getString(2)),
              row.getString(3),
              row.getLong(4),
              row.getInt(5),
              claimedBy);
      return new StoredDelivery(claim, row.getLong(6), row.getLong(7), row.getLong(8));
    }

    Remaining left(boolean urgent) {
      if (claimedUntil > nowMillis) {
        return Remaining.ELSEWHERE;
      }
      return urgent || dueMillis <= nowMillis ? Remaining.MORE : Remaining.LATER;
    }

    Object[] claimedFor(Duration lease) {
      return new Object[] {
        nowMillis + lease.toMillis(),
        claim.claimedBy(),
        claim.sessionId().value(),
        claim.kind().name(),
        claim.version(),
        nowMillis
      };
    }
  }

  /**
   * Claims the first delivery of each of several sessions.
   *
   * @param wanted names no session twice
   * @param lease after which others may claim it again
   * @return the answer to each, in the same order
   */
  List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease) {
    return transactions.commitStatements(jdbc -> claim(jdbc, wanted, lease));
  }

  private static List<ClaimResult> claim(Jdbc jdbc, List<ClaimRequest> wanted, Duration lease) {
    Map<SessionId, Boolean> urgent = new HashMap<>();
    wanted.forEach(one -> urgent.put(one.sessionId(), one.urgent()));
    String claimedBy = UUID.randomUUID().toString();
    Map<SessionId, ClaimResult> results = new HashMap<>();
    List<StoredDelivery> free = new ArrayList<>();
    List<String> sessions = urgent.keySet().stream().map(SessionId::value).toList();
    for (StoredDelivery row :
        jdbc.list(found -> StoredDelivery.of(found, claimedBy), READ, sessions)) {
      SessionId sessionId = row.claim().sessionId();
      Remaining left = row.left(urgent.getOrDefault(sessionId, false));
      boolean first = results.putIfAbsent(sessionId, ClaimResult.without(left)) == null;
      if (first && left == Remaining.MORE) {
        free.add(row);
      }
    }
    boolean[] claimed = jdbc.each(CLAIM, free, row -> row.claimedFor(lease));
    for (int i = 0; i < claimed.length; i++) {
      Claim claim = free.get(i).claim();
      results.put(
          claim.sessionId(),
          claimed[i] ? ClaimResult.claimed(claim) : ClaimResult.without(Remaining.ELSEWHERE));
    }
    ClaimResult nothing = ClaimResult.without(Remaining.NOTHING);
    return wanted.stream().map(one -> results.getOrDefault(one.sessionId(), nothing)).toList();
  }

  /**
   * Ends deliveries that need no more attempts, and all that their couriers end with them.
   *
   * @return of each, in the same order, whether it is gone; if not, it was kept once more meanwhile
   *     and may be claimed at once, or another node has claimed it
   */
  List<Boolean> finish(List<Claim> claims) {
    return transactions.commit(entities -> finish(Jdbc.of(entities), claims));
  }

  /** Only rows that were claimed by this name: a version may come again after a row is gone. */
  private List<Boolean> finish(Jdbc jdbc, List<Claim> claims) {
    List<Claim> sorted =
        claims.stream()
            .sorted(Comparator.comparing(Claim::sessionId).thenComparing(one -> one.kind().name()))
            .toList();
    boolean[] deleted = jdbc.each(DELETE, sorted, one -> row(one, one.version(), one.claimedBy()));
    Set<Claim> gone = new LinkedHashSet<>();
    List<Claim> kept = new ArrayList<>();
    for (int i = 0; i < deleted.length; i++) {
      (deleted[i] ? gone : kept).add(sorted.get(i));
    }
    jdbc.each(FREE, kept, one -> row(one, one.claimedBy()));
    gone.stream()
        .collect(groupingBy(Claim::kind, mapping(Claim::sessionId, toList())))
        .forEach((kind, sessions) -> couriers.of(kind).ended(sessions));
    return claims.stream().map(gone::contains).toList();
  }

  private static Object[] row(Claim claim, Object... more) {
    return Stream.concat(Stream.of(claim.sessionId().value(), claim.kind().name()), Stream.of(more))
        .toArray();
  }

  /** Gives a claim back after a failure, not to be tried again before the pause is over. */
  void postpone(Claim claim, Duration pause, String reason) {
    transactions.commitStatements(
        jdbc ->
            jdbc.update(
                POSTPONE,
                claim.attempts() + 1,
                pause.toMillis(),
                reason,
                claim.sessionId().value(),
                claim.kind().name(),
                claim.claimedBy()));
  }

  /**
   * Sessions with something to deliver now, those that failed least often first. The time is asked
   * for once, not once for each row.
   */
  List<SessionId> due(int limit) {
    return transactions.commitStatements(
        jdbc -> {
          long now = jdbc.now();
          return jdbc.list(row -> new SessionId(row.getString(1)), DUE, now, now, limit);
        });
  }
}
