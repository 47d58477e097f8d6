package org.rtcroom.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.Jdbc;

/** Which access logs a purge looks at. */
class CandidatesTest {

  private Connection connection;
  private Jdbc jdbc;

  @BeforeEach
  void migrate() throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    connection = DriverManager.getConnection(url);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    jdbc = new Jdbc(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void log(String chain, String node, String lastKind) {
    jdbc.update(
        "insert into access_head (chain, node, started_millis, last_seq, last_hash)"
            + " values (?, ?, 1, 0, ?)",
        chain,
        node,
        new byte[32]);
    jdbc.update(
        "insert into access_line values (?, 0, 1, 1, ?, ?, ?, ?, ?)",
        chain,
        lastKind,
        new byte[0],
        new byte[0],
        new byte[32],
        new byte[32]);
  }

  private List<String> found() {
    List<String> chains = new ArrayList<>();
    Candidates candidates = new Candidates(jdbc);
    for (Candidate next = candidates.next(); next != null; next = candidates.next()) {
      chains.add(next.chain());
    }
    return chains;
  }

  @Test
  void theLastLogOfANodeIsOneOnlyIfTheNodeIsGone() {
    log("1", "lives", "CUT");
    log("2", "lives", "LOGGED_IN");
    log("3", "stopped", "STOPPED");
    log("4", "gone", "LOG_ENDED");

    assertThat(found()).containsExactly("1", "4");
  }

  @Test
  void aLogThatEndedIsOneAlsoWhenTheNodeIsBack() {
    log("1", "back", "LOG_ENDED");
    log("2", "back", "STARTED");

    assertThat(found()).containsExactly("1");
  }
}
