package org.rtcroom.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.Jdbc;

/** What keeps an access log whose period is over, out of an embedded database. */
class LogReferencesTest {

  private static final long NOW = 1_000;

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private Connection connection;
  private Jdbc jdbc;

  @BeforeEach
  void migrate() throws SQLException {
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    connection = DriverManager.getConnection(url);
    jdbc = new Jdbc(connection);
  }

  @AfterEach
  void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    }
  }

  private void banned(String chain, String room, String until) {
    line(chain, "BANNED", "{\"ban\":\"" + room + "\",\"until\":\"" + until + "\"}");
  }

  private void lifted(String chain, String room) {
    line(chain, "UNBANNED", "{\"ban\":\"" + room + "\"}");
  }

  private void line(String chain, String kind, String details) {
    jdbc.update(
        "insert into access_line (chain, seq, format, at_millis, kind, details, commitment,"
            + " previous_hash, hash) values (?, 0, 1, 0, ?, ?, x'', x'', x'')",
        chain,
        kind,
        details.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> keeping(String chain) {
    Candidate log = new Candidate(chain, Optional.empty(), PurgePolicy.ACCESS_LOG, 0, 0);
    return new LogReferences(jdbc).keeping(log, NOW);
  }

  @Test
  void aBanKeepsItsLogWhileItLasts() {
    banned("lasting", "r", "1001");
    banned("over", "s", "1000");

    assertThat(keeping("lasting")).contains("line 0, BANNED, is still needed");
    assertThat(keeping("over")).isEmpty();
  }

  @Test
  void theLineThatLiftedABanIsKeptWhileTheBanWouldLast() {
    banned("first", "r", "1001");
    lifted("second", "r");
    lifted("third", "s");

    assertThat(keeping("second")).contains("line 0, UNBANNED, is still needed");
    assertThat(keeping("third")).isEmpty();
  }

  @Test
  void theLineThatShortenedABanIsKeptWhileTheEarlierOneWouldLast() {
    banned("first", "r", "1001");
    banned("second", "r", "999");

    assertThat(keeping("second")).contains("line 0, BANNED, is still needed");
  }

  @Test
  void aBanWhoseEndCannotBeReadIsKept() {
    banned("odd", "r", "tomorrow");

    assertThat(keeping("odd")).isPresent();
  }
}
