package org.rtcroom.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.rtcroom.kernel.UserId;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;

/** Two nodes on one PostgreSQL. */
class IdentityRowsOnPostgresIT {

  private static final int THREADS = 16;
  private static final int CALLS = 200;
  private static final int USERS = 5;

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static PostgresDatabase database;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    database = PostgresDatabase.create(postgres, "generations");
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static LocalTransactions node(String options) {
    Map<String, String> settings = database.settings();
    return LocalTransactions.over(
        () ->
            DriverManager.getConnection(
                settings.get("roomservice.db.url") + options,
                settings.get("roomservice.db.user"),
                settings.get("roomservice.db.password")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"extended", "simple"})
  void twoNodesNeverGiveTheSameNumberAndLoseNone(String mode) {
    String options = "&preferQueryMode=" + mode;
    List<LocalTransactions> nodes = List.of(node(options), node(options));
    List<UserId> users =
        IntStream.range(0, USERS).mapToObj(i -> UserId.of(mode + "-" + i)).toList();

    Calls calls = Calls.of(THREADS, CALLS, nodes, users);

    int each = THREADS * CALLS / USERS;
    for (UserId user : users) {
      assertThat(calls.numbersOf(user))
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, each).boxed().toList());
      assertThat(nodes).allMatch(node -> node.tokenStore().generation(user) == each);
    }
    calls.requireIncreasing();
  }

  @Test
  void aConnectionThatTheDatabaseEndedIsReplaced() throws Exception {
    UserId user = UserId.of("ended");
    LocalTransactions node = node("");
    assertThat(node.advance(user, 1)).isEqualTo(1);
    node.endNextConnection(IdentityRowsOnPostgresIT::end);

    assertThat(node.advance(user, 1)).isEqualTo(2);
    assertThat(node.asked).hasValue(3);
  }

  private static void end(Connection connection) throws SQLException {
    int process = connection.unwrap(PGConnection.class).getBackendPID();
    try (Connection administrator = database.connect();
        Statement statement = administrator.createStatement()) {
      statement.execute("select pg_terminate_backend(" + process + ", 5000)");
    }
  }

  @Test
  void rowsOfBeforeGetPseudonyms() throws Exception {
    RowsOfBefore.assertReplaced(node(""), database::connect);
  }

  @Test
  void ticketsAreRefusedFromTheLatestMomentOn() {
    RevocationRows store = node("").revocations();
    UserId user = UserId.of("refused");
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");

    assertThat(store.notBefore(user)).isEqualTo(Instant.EPOCH);
    store.refuseBefore(user, noon);
    store.refuseBefore(user, noon.minusSeconds(1));
    assertThat(store.notBefore(user)).isEqualTo(noon);
    store.refuseBefore(user, noon.plusSeconds(1));
    assertThat(store.notBefore(user)).isEqualTo(noon.plusSeconds(1));
  }
}
