package org.rtcroom.identity.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On H2; PostgreSQL has a test of its own. */
class ClearRowsTest {

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  @Test
  void rowsOfBeforeGetPseudonyms() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table user_generation"
              + " (pseudonym varchar(64) not null primary key, generation bigint not null)");
      statement.execute(
          "create table user_revocation (pseudonym varchar(64) not null primary key,"
              + " not_before_millis bigint not null)");

      RowsOfBefore.assertReplaced(LocalTransactions.over(this::connect), this::connect);

      statement.execute("shutdown");
    }
  }
}
