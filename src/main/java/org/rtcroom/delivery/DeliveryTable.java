package org.rtcroom.delivery;

import jakarta.persistence.EntityManager;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * Table {@code delivery} by JDBC, in the current transaction: many rows with one question. Valid
 * for H2 and PostgreSQL. Every time that is compared is the database's.
 */
final class DeliveryTable {

  /** Milliseconds since 1970 by the clock of the database. */
  private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

  private static final String ROW = " where session_id = ? and kind = ?";

  private static final Statements.Binding<Claim> ROW_ONLY =
      (statement, row) -> bindRow(statement, 1, row);

  private final Connection connection;
  private final Statements statements;

  DeliveryTable(EntityManager em) {
    this.connection = em.unwrap(Connection.class);
    this.statements = new Statements(connection);
  }

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
    String sql =
        "select session_id, kind, group_id, version, attempts, next_attempt_millis,"
            + " claimed_until_millis, "
            + NOW
            + " from delivery where session_id = any(?) order by session_id, kind";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Array ids =
          connection.createArrayOf(
              "varchar", sessions.stream().map(SessionId::value).toArray(String[]::new));
      statement.setArray(1, ids);
      List<Row> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(row(found, claimedBy));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw Statements.failure(e);
    }
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
    return statements.each(
        "update delivery set claimed_until_millis = ?, claimed_by = ?"
            + ROW
            + " and version = ? and claimed_until_millis <= ?",
        rows,
        (update, row) -> {
          update.setLong(1, row.nowMillis() + lease.toMillis());
          update.setString(2, row.claim().claimedBy());
          bindRow(update, 3, row.claim());
          update.setLong(5, row.claim().version());
          update.setLong(6, row.nowMillis());
        });
  }

  /** Deletes what is still as it was claimed; tells of each whether it was. */
  boolean[] delete(List<Claim> claims) {
    return statements.each(
        "delete from delivery" + ROW + " and version = ? and claimed_by = ?",
        claims,
        (delete, claim) -> {
          bindRow(delete, 1, claim);
          delete.setLong(3, claim.version());
          delete.setString(4, claim.claimedBy());
        });
  }

  /** Ends claims, where they have not ended already. */
  void free(List<Claim> claims) {
    statements.each(
        "update delivery set claimed_until_millis = 0" + ROW + " and claimed_by = ?",
        claims,
        (update, claim) -> {
          bindRow(update, 1, claim);
          update.setString(3, claim.claimedBy());
        });
  }

  /**
   * Keeps something new.
   *
   * @param claim of it, at once; its version is the row's first
   * @param lease how long that claim lasts; zero if there is none yet
   */
  void insert(Claim claim, long createdMillis, Duration lease) {
    boolean claimed = !lease.isZero();
    statements.each(
        "insert into delivery (session_id, kind, group_id, version, attempts, created_millis,"
            + " next_attempt_millis, claimed_until_millis, claimed_by) values (?, ?, ?, ?, 0, ?, 0, "
            + (claimed ? NOW + " + ?, ?)" : "0, null)"),
        List.of(claim),
        (insert, row) -> {
          bindRow(insert, 1, row);
          insert.setString(3, row.groupId());
          insert.setLong(4, row.version());
          insert.setLong(5, createdMillis);
          if (claimed) {
            insert.setLong(6, lease.toMillis());
            insert.setString(7, row.claimedBy());
          }
        });
  }

  /** Counts something kept once more with what is kept already, if it is. */
  boolean merge(Claim claim) {
    return statements
        .each("update delivery set version = version + 1" + ROW, List.of(claim), ROW_ONLY)[0];
  }

  /** Deletes a row, if there is one, whatever became of it meanwhile. */
  void drop(Claim claim) {
    statements.each("delete from delivery" + ROW, List.of(claim), ROW_ONLY);
  }

  /** Ends a claim after a failure. */
  void postpone(Claim claim, Duration pause, String reason) {
    statements.each(
        "update delivery set attempts = ?, claimed_until_millis = 0, next_attempt_millis = "
            + NOW
            + " + ?, last_error = ?"
            + ROW
            + " and claimed_by = ?",
        List.of(claim),
        (update, failed) -> {
          update.setInt(1, failed.attempts() + 1);
          update.setLong(2, pause.toMillis());
          update.setString(3, reason);
          bindRow(update, 4, failed);
          update.setString(6, failed.claimedBy());
        });
  }

  /**
   * Sessions with something to claim, those that failed least often first. The time is asked for
   * once, not once for each row.
   */
  List<SessionId> due(int limit) {
    String sql =
        "select session_id from delivery where next_attempt_millis <= ?"
            + " and claimed_until_millis <= ? order by attempts, created_millis limit ?";
    try (PreparedStatement clock = connection.prepareStatement("select " + NOW);
        ResultSet time = clock.executeQuery();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      time.next();
      statement.setLong(1, time.getLong(1));
      statement.setLong(2, time.getLong(1));
      statement.setInt(3, limit);
      List<SessionId> due = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          due.add(new SessionId(found.getString(1)));
        }
      }
      return due;
    } catch (SQLException e) {
      throw Statements.failure(e);
    }
  }

  private static void bindRow(PreparedStatement statement, int first, Claim claim)
      throws SQLException {
    statement.setString(first, claim.sessionId().value());
    statement.setString(first + 1, claim.kind().name());
  }
}
