package org.rtcroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Jdbc.RowMapping;

/** Heads out of an embedded database of this version's schema. */
class HeadReaderTest {

  /** Three whole pages and some more; one begins each second. */
  private static final int SESSIONS = 1_700;

  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private Connection connection;
  private Asked database;

  /** Counts the rows that the database looks at. */
  private final class Asked extends Database {

    private int scanned;

    @Override
    <T> List<T> list(RowMapping<T> mapping, String sql, Object... values) {
      Jdbc jdbc = new Jdbc(connection);
      scanned +=
          SCANNED
              .matcher(
                  jdbc.first(row -> row.getString(1), "explain analyze " + sql, values)
                      .orElseThrow())
              .results()
              .mapToInt(found -> Integer.parseInt(found.group(1)))
              .sum();
      return jdbc.list(mapping, sql, values);
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
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into session_head (session_id, family, space, room_id, opened_millis, last_seq,"
              + " last_hash, snapshot_seq, covered_seq) select 's' || lpad(x, 5, '0'),"
              + " 'double_room', 'DOUBLE', 'room' || x, x * 1000, 0, x'00', 0, 0"
              + " from system_range(1, "
              + SESSIONS
              + ")");
      statement.execute(
          "insert into access_head (chain, node, started_millis, last_seq, last_hash, covered_seq)"
              + " values ('a1', 'node1', 5000, 0, x'00', 0), ('t1', 'node1', 7000, 0, x'00', 0)");
    }
    database = new Asked();
  }

  @AfterEach
  void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    }
  }

  @Test
  void allHeadsComeByChainAndTheDatabaseLooksAtEachAboutOnce() throws IOException {
    List<String> chains = chains(Selection.ALL);

    assertThat(chains).hasSize(SESSIONS + 2).isSorted().startsWith("a1", "s00001").endsWith("t1");
    assertThat(database.scanned).isBetween(SESSIONS, SESSIONS + SESSIONS / 10);
  }

  @Test
  void aBeginningIsWithinBothBoundsButMayBeAMinuteLate() throws IOException {
    assertThat(chains(began(at(1_699), at(9_999)))).containsExactly("s01699", "s01700");
    assertThat(chains(began(NONE, at(-57)))).containsExactly("s00001", "s00002");
    assertThat(chains(began(at(7), at(-50)))).containsExactly("s00007", "s00008", "s00009", "t1");
  }

  @Test
  void oneChainComesAlone() throws IOException {
    assertThat(chains(Selection.of(Optional.of("s00900")))).containsExactly("s00900");
    assertThat(chains(Selection.of(Optional.of("t1")))).containsExactly("t1");
  }

  @Test
  void whatWentOnInATimeBeganBeforeItsEndAndHadNotEndedBeforeItsBeginning() throws Exception {
    execute("update session_head set closed_millis = opened_millis + 1500");
    execute("update session_head set closed_millis = 1700000 where session_id = 's00003'");
    execute("update session_head set closed_millis = null where session_id = 's00005'");
    execute(
        "insert into access_line (chain, seq, format, at_millis, kind, details, commitment,"
            + " previous_hash, hash) values ('a1', 0, 1, 1000000, 'STOPPED', x'', x'', x'', x''),"
            + " ('t1', 0, 1, 7000, 'KEY_CREATED', x'', x'', x'', x'')");

    assertThat(chains(active(at(1_001), at(942))))
        .containsExactly("s00003", "s00005", "s01000", "s01001", "t1");
    assertThat(chains(active(at(1_000), at(940))))
        .as("the access log was written until then, that of t1 still is")
        .containsExactly("a1", "s00003", "s00005", "s00999", "t1");
    assertThat(chains(active(at(1_699), NONE)))
        .containsExactly("s00003", "s00005", "s01698", "s01699", "s01700", "t1");
    assertThat(chains(active(NONE, at(-58)))).containsExactly("s00001");
    assertThat(chains(new Selection(at(5), at(9_999), at(1_699), at(1_640), Optional.empty())))
        .containsExactly("s00005", "s01698", "s01699", "t1");
  }

  @Test
  void forWhatWentOnTheDatabaseLooksAtEachAboutOnce() throws Exception {
    assertThat(chains(active(at(0), at(99_999)))).hasSize(SESSIONS + 2);
    assertThat(database.scanned).isLessThan(4 * SESSIONS);
  }

  private static final Optional<Instant> NONE = Optional.empty();

  private static Selection began(Optional<Instant> from, Optional<Instant> to) {
    return new Selection(from, to, NONE, NONE, Optional.empty());
  }

  private static Selection active(Optional<Instant> from, Optional<Instant> to) {
    return new Selection(NONE, NONE, from, to, Optional.empty());
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Optional<Instant> at(long second) {
    return Optional.of(Instant.ofEpochSecond(second));
  }

  private List<String> chains(Selection selection) throws IOException {
    List<String> chains = new ArrayList<>();
    try (RecordSource<HeadRecord> heads = new HeadReader(database, selection).heads()) {
      for (HeadRecord head = heads.next(); head != null; head = heads.next()) {
        chains.add(head.chain());
      }
    }
    return chains;
  }
}
