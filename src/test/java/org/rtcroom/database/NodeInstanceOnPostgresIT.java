package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** Processes that share a PostgreSQL, with the rights that the service's role has. */
class NodeInstanceOnPostgresIT {

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static OwnTransactions transactions;

  private final Halts halts = new Halts();

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    Map<String, String> settings = PostgresDatabase.create(postgres, "instances").settings();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.get("roomservice.db.url"));
    source.setUser(settings.get("roomservice.db.user"));
    source.setPassword(settings.get("roomservice.db.password"));
    transactions = new OwnTransactions(source);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private NodeInstance process(String name) {
    NodeInstance made = new NodeInstance();
    made.transactions = transactions;
    made.question = transactions.question();
    made.node = new NodeName(Settings.of(Map.of("roomservice.node", name)));
    made.stopwatch = System::nanoTime;
    made.halted = halts.event();
    made.trouble = new ThrottledLog(new SettableClock());
    return made;
  }

  private static void require(NodeInstance process) {
    transactions.commitStatements(
        jdbc -> {
          process.require(jdbc);
          return true;
        });
  }

  /** As a process that has been killed: it beats no more. */
  private static void claimOnce(String name, String instance) {
    transactions.commitStatements(
        jdbc -> {
          InstanceRows.insert(jdbc, name, instance);
          return true;
        });
  }

  @Test
  void whileAProcessLivesAnotherOneIsRefusedAndAfterItsEndItIsNot() {
    NodeInstance first = process("alive");
    first.claim();
    NodeInstance second = process("alive");

    assertThatThrownBy(second::claim)
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("roomservice.node is 'alive'");
    require(first);
    first.end();
    long began = System.nanoTime();
    second.claim();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(NameClaim.WATCH);
    require(second);
    assertThatThrownBy(() -> require(first)).isInstanceOf(NodeInstance.NameLost.class);
    assertThat(halts.reasons()).hasSize(1);
    second.end();
  }

  @Test
  void aProcessThatWasKilledIsFollowedWithinSeconds() {
    claimOnce("killed", "killed");
    long began = System.nanoTime();
    NodeInstance next = process("killed");

    next.claim();

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(NameClaim.WATCH, NameClaim.WATCH.plusSeconds(2));
    next.end();
  }

  /** It keeps its row from being changed, and its machine answers for it. */
  @Test
  void aProcessThatIsFrozenInATransactionIsFollowedAndItsTransactionIsGone() throws SQLException {
    claimOnce("frozen", "frozen");
    try (Connection connection = transactions.database.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(InstanceRows.held(new Jdbc(connection), "frozen", "frozen", true)).isTrue();
      NodeInstance next = process("frozen");

      next.claim();

      require(next);
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
      next.end();
    }
  }

  /** The other one waits until the transaction has ended, in which the name was looked at. */
  @Test
  void nobodyGetsTheNameWhileALineIsWrittenUnderIt() throws SQLException {
    claimOnce("writing", "writing");
    try (Connection connection = transactions.database.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(InstanceRows.held(new Jdbc(connection), "writing", "writing", true)).isTrue();

      assertThatThrownBy(
              () ->
                  transactions.commitStatements(
                      jdbc ->
                          InstanceRows.replace(
                              jdbc, "writing", new InstanceRows.NameHolder("writing", 1), "other")))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasStackTraceContaining("lock timeout");
    }
  }
}
