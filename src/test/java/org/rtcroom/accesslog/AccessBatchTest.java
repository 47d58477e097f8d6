package org.rtcroom.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;

/** A batch's lines, its head and the generations it advances, in a database. */
class AccessBatchTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int TOKENS = 3;

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
  private Connection connection;

  @BeforeEach
  void migrate() throws Exception {
    connection = DriverManager.getConnection(url);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void loginsOfSeveralUsersAreAdvancedTogetherEachInItsTurn() throws SQLException {
    AccessNote first = login("alice", 1);
    AccessNote bob = login("bob", 1);
    AccessNote second = login("alice", 1);
    AccessNote logout = login("alice", TOKENS);
    AccessNote last = login("alice", 1);

    write(null, NOON, first, bob, second, logout, last);

    assertThat(Stream.of(first, second, logout, last).map(note -> note.generation))
        .containsExactly(1L, 2L, 5L, 6L);
    assertThat(bob.generation).isEqualTo(1);
    assertThat(numbers("select generation from user_generation order by generation"))
        .containsExactly(1L, 6L);
  }

  @Test
  void whatAdvancesNobodyLeavesNoGeneration() throws SQLException {
    write(null, NOON, new AccessNote(AccessKind.LOGGED_IN, actor("alice"), Map.of()));

    assertThat(numbers("select count(*) from user_generation")).containsExactly(0L);
  }

  @Test
  void linesFollowEachOtherAcrossBatchesAndTheHeadNamesTheLast() throws SQLException {
    Line end = write(null, NOON, login("alice", 1), login("bob", 1));
    Line later = write(end, NOON.plusSeconds(1), login("carol", 1));

    assertThat(later.seq()).isEqualTo(2);
    assertThat(later.previousHash()).isEqualTo(end.hash());
    assertThat(later.computedHash()).isEqualTo(later.hash());
    assertThat(numbers("select seq from access_line order by seq")).containsExactly(0L, 1L, 2L);
    assertThat(numbers("select last_seq from access_head")).containsExactly(2L);
    assertThat(texts("select user_id from access_person order by seq"))
        .containsExactly("alice", "bob", "carol");
    assertThat(texts("select address from access_person where seq = 2"))
        .containsExactly("192.0.2.1");
  }

  @Test
  void aNoteWithoutAPersonHasNoPersonalPart() throws SQLException {
    write(null, NOON, new AccessNote(AccessKind.STARTED, Actor.SERVICE, Map.of("version", "1")));

    assertThat(numbers("select count(*) from access_line")).containsExactly(1L);
    assertThat(numbers("select count(*) from access_person")).containsExactly(0L);
  }

  @Test
  void whatBelongsToALineIsWrittenAfterIt() throws SQLException {
    List<Long> seen = new ArrayList<>();
    AccessNote note =
        new AccessNote(
            AccessKind.BANNED,
            Actor.SERVICE,
            Map.of(),
            Map.of(),
            (entities, line) -> seen.addAll(numbersOf("select seq from access_line")));

    write(null, NOON, note);

    assertThat(seen).containsExactly(0L);
  }

  @Test
  void anotherDayBeginsAnotherChainInTheSameTransaction() throws SQLException {
    Line end = write(null, NOON, login("alice", 1));
    AccessNote bob = login("bob", 1);

    Line next = write(end, NOON.plusSeconds(86_400), bob);

    assertThat(next.chain()).isNotEqualTo(end.chain());
    assertThat(bob.generation).isEqualTo(1);
    assertThat(texts("select kind from access_line order by chain, seq"))
        .containsExactly("LOGGED_IN", "CUT", "CONTINUED", "LOGGED_IN");
    assertThat(numbers("select last_seq from access_head order by chain")).containsExactly(1L, 1L);
  }

  @Test
  void aLogThatAnotherNodeEndedGoesOnInAnotherChain() throws SQLException {
    write(null, NOON, login("alice", 1));
    Line end = write(null, NOON, new AccessNote(AccessKind.LOG_ENDED, Actor.SERVICE, Map.of()));

    Line next = write(end, NOON.plusSeconds(1), login("bob", 1));

    assertThat(next.chain()).isNotEqualTo(end.chain());
    assertThat(next.seq()).isEqualTo(1);
    assertThat(texts("select kind from access_line where chain = '" + next.chain() + "'"))
        .containsExactlyInAnyOrder("CONTINUED", "LOGGED_IN");
    assertThat(new String(detailsOfLine0(next.chain()), StandardCharsets.UTF_8))
        .contains("\"previousChain\":\"" + end.chain() + "\"", end.hashHex());
  }

  private byte[] detailsOfLine0(String chain) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select details from access_line where seq = 0 and chain = '" + chain + "'")) {
      rows.next();
      return rows.getBytes(1);
    }
  }

  @Test
  void aHeadThatSomebodyElseMovedEndsTheBatch() throws SQLException {
    Line end = write(null, NOON, login("alice", 1));
    try (Statement statement = connection.createStatement()) {
      statement.execute("update access_head set last_seq = 7");
    }

    assertThatThrownBy(() -> write(end, NOON, login("bob", 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aHeadAtTheSameNumberOfAnotherLineEndsTheBatch() throws SQLException {
    Line end = write(null, NOON, login("alice", 1));
    try (Statement statement = connection.createStatement()) {
      statement.execute("update access_head set last_hash = X'00'");
    }

    assertThatThrownBy(() -> write(end, NOON, login("bob", 1)))
        .isInstanceOf(AccessBatch.NotFollowing.class)
        .hasMessageContaining(end.toString());
  }

  @Test
  void anAttemptWithoutNotesLeavesAllAsItIs() throws SQLException {
    Line end = write(null, NOON, login("alice", 1));

    assertThat(write(end, NOON)).isEqualTo(end);

    assertThat(numbers("select count(*) from access_line")).containsExactly(1L);
    assertThat(numbers("select last_seq from access_head")).containsExactly(0L);
  }

  private static AccessNote login(String user, int by) {
    Optional<Advance> advance = Optional.of(new Advance(UserId.of(user), by));
    return new AccessNote(AccessKind.LOGGED_IN, actor(user), Map.of(), Map.of(), advance);
  }

  private static Actor actor(String user) {
    return new Actor(
        Optional.of(UserId.of(user)), Proof.TICKET, "192.0.2.1", "", "", "agent", "", "id", "");
  }

  private Line write(@Nullable Line before, Instant now, AccessNote... notes) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    AccessBatch batch =
        new AccessBatch(
            entities(), new UnsignedActs(), new Pseudonyms(new byte[32]), "node1", clock, before);
    batch.add(List.of(notes));
    return batch.finish();
  }

  private static final class UnsignedActs implements ActSignatures {

    @Override
    public Line signed(Connection connection, Line act) {
      return act;
    }

    @Override
    public boolean genuine(Connection connection, Line act) {
      return true;
    }
  }

  /** Gives its connection away and does nothing else. */
  private EntityManager entities() {
    return (EntityManager)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("unwrap");
              return connection;
            });
  }

  private List<Long> numbersOf(String sql) {
    try {
      return numbers(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> numbers(String sql) throws SQLException {
    return texts(sql).stream().map(Long::valueOf).toList();
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(Objects.requireNonNull(rows.getString(1)));
      }
    }
    return found;
  }
}
