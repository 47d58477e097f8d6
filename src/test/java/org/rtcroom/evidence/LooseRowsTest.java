package org.rtcroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Jdbc.RowMapping;

/** Rows beside lines that are not there, out of an embedded database of this version's schema. */
class LooseRowsTest {

  /** Chains of 700 lines each, so that pages end within chains. */
  private static final int LINES = 700;

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private Connection connection;
  private Database database;

  /** Asks the connection of the test. */
  private final class Asked extends Database {
    @Override
    <T> List<T> list(RowMapping<T> mapping, String sql, Object... values) {
      return new Jdbc(connection).list(mapping, sql, values);
    }
  }

  @BeforeEach
  void record() throws SQLException {
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    connection = DriverManager.getConnection(url);
    for (String family : List.of("session", "access")) {
      for (String chain : List.of("a", "c", "e")) {
        execute(
            "insert into %s_line select '%s', x - 1, 1, 0, 'K', x'', x'', x'', x'' from"
                    .formatted(family, family + chain)
                + " system_range(1, "
                + LINES
                + ")");
      }
      execute(
          "insert into %1$s_person select chain, seq, x'', x'', 'ann', null from %1$s_line"
              .formatted(family));
    }
    execute("insert into session_case select chain, seq, 'case' from session_line where seq < 3");
    database = new Asked();
  }

  @AfterEach
  void close() throws SQLException {
    execute("shutdown");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> loose(Selection selection) throws Exception {
    List<String> found = new ArrayList<>();
    try (RecordSource<RowRecord> rows = LooseRows.of(database, selection)) {
      for (RowRecord row = rows.next(); row != null; row = rows.next()) {
        assertThat(row.key()).isEqualTo(row.chain() + "#" + row.seq());
        assertThat(row.values()).isEmpty();
        found.add(row.table() + " " + row.key());
      }
    }
    return found;
  }

  @Test
  void thereIsNoneWhereEveryRowHasItsLine() throws Exception {
    assertThat(loose(Selection.ALL)).isEmpty();
  }

  @Test
  void theyComeByTheLinesTheyName() throws Exception {
    for (String row : List.of("'sessionc', 700", "'sessionb', 0", "'sessionc', 9")) {
      execute("insert into session_case values (" + row + ", 'x')");
      execute("merge into session_person values (" + row + ", x'', x'', 'eve', null)");
    }
    execute("insert into access_person values ('accessf', 3, x'', x'', 'eve', null)");
    execute("delete from session_line where chain = 'sessionc' and seq = 9");

    assertThat(loose(Selection.ALL))
        .containsExactly(
            "access_person accessf#3",
            "session_person sessionb#0",
            "session_case sessionb#0",
            "session_person sessionc#9",
            "session_case sessionc#9",
            "session_person sessionc#700",
            "session_case sessionc#700");
    assertThat(loose(Selection.of(Optional.of("sessionb"))))
        .containsExactly("session_person sessionb#0", "session_case sessionb#0");
    assertThat(loose(Selection.of(Optional.of("sessiona")))).isEmpty();
  }
}
