package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.room.RoomState;

/** On H2: a long session is read from a snapshot on, and shows what it would show read whole. */
class PastRoomTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final long COUNT = 4_345;
  private static final long LAST = COUNT - 1;

  private static final Long[] LINES = {
    0L, 1L, 2L, 3L, 498L, 499L, 500L, 501L, 999L, 1_000L, 1_001L, 1_999L, 2_000L, 2_001L, 2_499L,
    2_500L, 3_999L, 4_000L, 4_001L, 4_343L, LAST
  };

  private static final JdbcDataSource SOURCE = new JdbcDataSource();
  private static LongSession session;
  private static EntityManagerFactory factory;

  private EntityManager entities;

  @BeforeAll
  static void record() throws SQLException {
    SOURCE.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure()
        .dataSource(SOURCE)
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    try (Connection connection = SOURCE.getConnection()) {
      session = new LongSession(NOON, COUNT).into(connection, LINES);
    }
    factory =
        Persistence.createEntityManagerFactory(
            "roomservice",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource",
                "",
                "jakarta.persistence.nonJtaDataSource",
                SOURCE,
                "eclipselink.logging.level",
                "OFF"));
  }

  @AfterAll
  static void forget() {
    factory.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    entities = factory.createEntityManager();
    sql("create table line_before as select * from session_line");
    sql("create table person_before as select * from session_person");
    sql("create table head_before as select session_id, last_hash from session_head");
  }

  @AfterEach
  void putBack() throws SQLException {
    entities.close();
    sql("delete from session_line");
    sql("delete from session_person");
    sql("insert into session_line select * from line_before");
    sql("insert into session_person select * from person_before");
    sql(
        "update session_head h set last_hash = (select b.last_hash from head_before b"
            + " where b.session_id = h.session_id) where session_id = '"
            + session.id().value()
            + "'");
    sql("drop table line_before");
    sql("drop table person_before");
    sql("drop table head_before");
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = SOURCE.getConnection();
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  private SessionHead head() {
    return SessionChains.head(entities, session.id()).orElseThrow();
  }

  private Optional<RoomState> at(Instant moment) {
    return PastRoom.at(entities, head(), moment, line -> true);
  }

  @Test
  void everyMomentShowsTheRoomAsItWasThen() {
    assertThat(at(NOON.minusMillis(1))).isEmpty();
    for (long line : LINES) {
      assertThat(at(session.at(line))).as("at line " + line).contains(session.stateAfter(line));
      if (line < LAST) {
        Instant before = session.at(line + 1).minusMillis(1);
        assertThat(at(before)).as("after line " + line).contains(session.stateAfter(line));
      }
    }
    assertThat(at(Instant.MAX)).contains(session.stateAfter(LAST));
  }

  @Test
  void theEndIsReadFromTheLastSnapshot() throws SQLException {
    sql("delete from session_line where seq between 1 and " + (session.snapshot() - 1));

    assertThat(PastRoom.at(entities, head(), session.at(LAST), line -> true))
        .contains(session.stateAfter(LAST));
    assertThat(Replay.ofEnd(entities, head()).state()).isEqualTo(session.stateAfter(LAST));
  }

  @Test
  void aSnapshotThatIsErasedIsPassedOver() throws SQLException {
    LongSession erased = new LongSession(NOON, 3_210);
    try (Connection connection = SOURCE.getConnection()) {
      erased.into(connection, 3_209L).erase(connection, List.of(2_000L, 3_000L));
    }
    SessionHead its = SessionChains.head(entities, erased.id()).orElseThrow();

    assertThat(PastRoom.at(entities, its, Instant.MAX, line -> true))
        .contains(erased.stateAfter(3_209));
    assertThatThrownBy(() -> PastRoom.at(entities, its, Instant.MAX, line -> false))
        .isInstanceOf(BrokenChain.class);
  }

  @Test
  void aSnapshotThatIsErasedWithoutALineSayingSoIsABreak() throws SQLException {
    sql("delete from session_person where seq in (3000, 4000)");

    assertThatThrownBy(() -> at(Instant.MAX)).isInstanceOf(BrokenChain.class);
    assertThat(at(session.at(2_500))).contains(session.stateAfter(2_500));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from session_line where seq = 2700",
        "delete from session_line where seq = 2500",
        "delete from session_line where seq = 2501",
        "delete from session_line where seq = 2501 and kind = 'FIELD_SET'",
        "update session_line set hash = previous_hash where seq = 2500",
        "update session_line set details = '' where seq = 2499",
        "update session_line set previous_hash = hash where seq = 2501",
        "update session_line set at_millis = at_millis + 1 where seq = 2300",
        "update session_person set part = salt where seq = 2100",
      })
  void whatIsReadVerifies(String tampering) throws SQLException {
    boolean beyond = tampering.contains("2700");
    sql(tampering);

    if (beyond) {
      assertThat(at(session.at(2_500))).contains(session.stateAfter(2_500));
      assertThatThrownBy(() -> at(session.at(2_800))).isInstanceOf(BrokenChain.class);
    } else {
      assertThatThrownBy(() -> at(session.at(2_500))).isInstanceOf(BrokenChain.class);
    }
  }

  @Test
  void anEndThatTheHeadDoesNotNameIsABreak() throws SQLException {
    sql("update session_head set last_hash = X'00' where snapshot_seq = " + session.snapshot());

    assertThatThrownBy(() -> at(Instant.MAX)).isInstanceOf(BrokenChain.class);
    assertThatThrownBy(() -> Replay.ofEnd(entities, head())).isInstanceOf(BrokenChain.class);
  }
}
