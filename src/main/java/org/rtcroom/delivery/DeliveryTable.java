package org.rtcroom.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * Table {@code delivery}: many rows with one statement. Valid for H2 and PostgreSQL. Every time
 * that is compared is the database's.
 */
record DeliveryTable(Jdbc jdbc) {

  private static final String ROW = " where session_id = ? and kind = ?";

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

  private static final String INSERT =
      "insert into delivery (session_id, kind, group_id, version, attempts, created_millis,"
          + " next_attempt_millis, claimed_until_millis, claimed_by) values (?, ?, ?, ?, 0, ?, 0, ";

  private static final String POSTPONE =
      "update delivery set attempts = ?, claimed_until_millis = 0, next_attempt_millis = "
          + Dialect.NOW
          + " + ?, last_error = ?"
          + ROW
          + " and claimed_by = ?";

  private static final String DUE =
      "select session_id from delivery where next_attempt_millis <= ?"
          + " and claimed_until_millis <= ? order by attempts, created_millis limit ?";

  /**
   * A row, and the time when it was read.
   *
   * @param claim what a claim of it would be
   */
  record Row(Claim claim, long dueMillis, long claimedUntilMillis, long nowMillis) {

    boolean claimed() {
      return claimedUntilMillis > nowMillis;
    }

    boolean due() {
      return dueMillis <= nowMillis;
    }
  }

  /**
   * The rows of sessions in order of session and kind, so that the destroying of a group comes
   * before a notice.
   *
   * @param claimedBy a new name for what may be claimed
   */
  List<Row> read(Collection<SessionId> sessions, String claimedBy) {
    List<String> ids = sessions.stream().map(SessionId::value).toList();
    return jdbc.list(row -> row(row, claimedBy), READ, ids);
  }

  private static Row row(ResultSet found, String claimedBy) throws SQLException {
    Claim claim =
        new Claim(
            new SessionId(found.getString(1)),
            Notification.valueOf(found.getString(2)),
            found.getString(3),
            found.getLong(4),
            found.getInt(5),
            claimedBy);
    return new Row(claim, found.getLong(6), found.getLong(7), found.getLong(8));
  }

  /**
   * Claims rows that nobody has claimed or changed since they were read.
   *
   * @return of each, whether that worked
   */
  boolean[] claim(List<Row> rows, Duration lease) {
    return jdbc.each(CLAIM, rows, row -> claimed(row.claim(), row.nowMillis(), lease));
  }

  private static Object[] claimed(Claim claim, long nowMillis, Duration lease) {
    return new Object[] {
      nowMillis + lease.toMillis(),
      claim.claimedBy(),
      claim.sessionId().value(),
      claim.kind().name(),
      claim.version(),
      nowMillis
    };
  }

  /** Deletes what is still as it was claimed; tells of each whether it was. */
  boolean[] delete(List<Claim> claims) {
    return jdbc.each(
        DELETE,
        claims,
        claim ->
            new Object[] {
              claim.sessionId().value(), claim.kind().name(), claim.version(), claim.claimedBy()
            });
  }

  /** Ends claims, where they have not ended already. */
  void free(List<Claim> claims) {
    jdbc.each(
        FREE,
        claims,
        claim -> new Object[] {claim.sessionId().value(), claim.kind().name(), claim.claimedBy()});
  }

  /** Keeps something new that nobody has claimed yet. */
  void insert(Claim row, long createdMillis) {
    jdbc.update(
        INSERT + "0, null)",
        row.sessionId().value(),
        row.kind().name(),
        row.groupId(),
        row.version(),
        createdMillis);
  }

  /** Keeps something new, and claims it at once. */
  void insert(Claim row, long createdMillis, Duration lease) {
    jdbc.update(
        INSERT + Dialect.NOW + " + ?, ?)",
        row.sessionId().value(),
        row.kind().name(),
        row.groupId(),
        row.version(),
        createdMillis,
        lease.toMillis(),
        row.claimedBy());
  }

  /** Counts something kept once more with what is kept already, if it is. */
  boolean merge(SessionId sessionId, Notification kind) {
    String sql = "update delivery set version = version + 1" + ROW;
    return jdbc.update(sql, sessionId.value(), kind.name()) == 1;
  }

  /** Deletes a row, if there is one, whatever became of it meanwhile. */
  void drop(SessionId sessionId, Notification kind) {
    jdbc.update("delete from delivery" + ROW, sessionId.value(), kind.name());
  }

  /** Ends a claim after a failure. */
  void postpone(Claim claim, Duration pause, String reason) {
    jdbc.update(
        POSTPONE,
        claim.attempts() + 1,
        pause.toMillis(),
        reason,
        claim.sessionId().value(),
        claim.kind().name(),
        claim.claimedBy());
  }

  /**
   * Sessions with something to claim, those that failed least often first. The time is asked for
   * once, not once for each row.
   */
  List<SessionId> due(int limit) {
    long now = jdbc.now();
    return jdbc.list(row -> new SessionId(row.getString(1)), DUE, now, now, limit);
  }
}
