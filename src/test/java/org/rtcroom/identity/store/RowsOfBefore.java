package org.rtcroom.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.kernel.UserId;

/** Rows of an earlier version, and what a start makes of them. */
final class RowsOfBefore {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final UserId CARL = UserId.of("carl");

  /** More than one transaction takes. */
  private static final int USERS = 2_500;

  private RowsOfBefore() {}

  static void assertReplaced(LocalTransactions node, LocalTransactions.Source source)
      throws SQLException {
    long carl = node.advance(CARL, 7);
    try (Connection connection = source.connection()) {
      insert(connection, "user_generation", "generation", 3);
      insert(connection, "user_revocation", "not_before_millis", NOON.toEpochMilli());
    }

    node.clearRows().replaceAll();
    node.clearRows().replaceAll();

    for (int i = 0; i < USERS; i += USERS / 7) {
      UserId user = UserId.of("before" + i);
      assertThat(node.tokenStore().generation(user)).isEqualTo(3);
      assertThat(node.revocations().notBefore(user)).isEqualTo(NOON);
      assertThat(node.advance(user, 1)).isEqualTo(4);
    }
    assertThat(node.tokenStore().generation(CARL))
        .as("a row of before and one of since: no token of either is good again")
        .isEqualTo(carl + 3);
    try (Connection connection = source.connection()) {
      assertThat(names(connection, "user_generation")).allMatch(name -> name.startsWith("~"));
      assertThat(names(connection, "user_revocation")).allMatch(name -> name.startsWith("~"));
    }
  }

  private static void insert(Connection connection, String table, String column, long value)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into " + table + " (pseudonym, " + column + ") values (?, ?)")) {
      statement.setLong(2, value);
      for (int i = 0; i < USERS; i++) {
        statement.setString(1, "before" + i);
        statement.addBatch();
      }
      statement.setString(1, CARL.value());
      statement.addBatch();
      statement.setString(1, "no id of a user");
      statement.addBatch();
      statement.executeBatch();
    }
  }

  private static List<String> names(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pseudonym from " + table)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
