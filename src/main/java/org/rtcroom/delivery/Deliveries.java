package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Question;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * The deliveries that are not done yet, for the operators of the service. Throws {@link
 * DatabaseUnavailable} if the database does not answer.
 */
@ApplicationScoped
public class Deliveries {

  /** Which deliveries are wanted. */
  public enum DeliveryFilter {
    ALL,
    /** At least one attempt failed. */
    FAILED,
    /** Older than {@code roomservice.delivery.stuck-after}. */
    STUCK
  }

  /**
   * A delivery that is not done yet.
   *
   * @param created when it was first wanted
   * @param attempts that failed
   * @param nextAttempt not before then, by the clock of the database; 1970 means at once
   * @param lastError empty if none failed
   * @param cursor continues a list after this one
   */
  public record PendingDelivery(
      SessionId sessionId,
      Notification kind,
      String groupId,
      Instant created,
      int attempts,
      Instant nextAttempt,
      String lastError,
      String cursor) {}

  /**
   * How much is not delivered yet.
   *
   * @param stuck how much of it is older than {@code roomservice.delivery.stuck-after}
   * @param oldest age of the oldest; zero if there is none
   */
  public record Backlog(long pending, long stuck, Duration oldest) {}

  private static final int MOST = 500;

  private static final String PENDING =
      "select session_id, kind, group_id, created_millis, attempts, next_attempt_millis,"
          + " last_error from delivery where ";

  private static final String ONE = PENDING + "session_id = ? and session_id || ':' || kind = ?";

  private static final String PAGE =
      PENDING
          + "(session_id > ? or (session_id = ? and kind > ?)) and attempts >= ?"
          + " and created_millis <= ? order by session_id, kind limit ?";

  private static final String BACKLOG =
      "select count(*), sum(case when created_millis <= ? then 1 else 0 end), min(created_millis)"
          + " from delivery";

  @Inject Question question;
  @Inject DeliverySettings settings;
  @Inject Clock clock;

  /**
   * Pending deliveries in order of their sessions' opening.
   *
   * @param cursor of the last one already seen; empty begins the list
   * @param limit how many at most, up to 500
   * @throws IllegalArgumentException if the cursor is none of ours
   */
  public List<PendingDelivery> pending(DeliveryFilter filter, String cursor, int limit) {
    String[] after = cursor.isEmpty() ? new String[] {"", "NOTICE"} : cursor.split(":", 2);
    if (after.length != 2) {
      throw new IllegalArgumentException("not a cursor of deliveries");
    }
    String kind = Notification.valueOf(after[1]).name();
    int attempts = filter == DeliveryFilter.FAILED ? 1 : 0;
    long created = filter == DeliveryFilter.STUCK ? stuckSince() : Long.MAX_VALUE;
    int most = Math.max(1, Math.min(MOST, limit));
    return question.ask(
        jdbc ->
            jdbc.list(Deliveries::row, PAGE, after[0], after[0], kind, attempts, created, most));
  }

  /** A pending delivery by its own {@link PendingDelivery#cursor}. */
  public Optional<PendingDelivery> find(String cursor) {
    String sessionId = cursor.split(":", 2)[0];
    return question.ask(jdbc -> jdbc.first(Deliveries::row, ONE, sessionId, cursor));
  }

  private static PendingDelivery row(ResultSet row) throws SQLException {
    String sessionId = row.getString(1);
    Notification kind = Notification.valueOf(row.getString(2));
    String lastError = row.getString(7);
    return new PendingDelivery(
        new SessionId(sessionId),
        kind,
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getInt(5),
        Instant.ofEpochMilli(row.getLong(6)),
        lastError == null ? "" : lastError,
        sessionId + ":" + kind);
  }

  /** How much there is, and how old. */
  public Backlog backlog() {
    return question.ask(jdbc -> jdbc.first(this::backlog, BACKLOG, stuckSince())).orElseThrow();
  }

  private Backlog backlog(ResultSet row) throws SQLException {
    long pending = row.getLong(1);
    long age = pending == 0 ? 0 : Math.max(0, clock.millis() - row.getLong(3));
    return new Backlog(pending, row.getLong(2), Duration.ofMillis(age));
  }

  private long stuckSince() {
    return clock.millis() - settings.stuckAfter().toMillis();
  }
}
