package org.rtcroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.journal.EventKind;
import org.rtcroom.journal.LineFormat;
import org.rtcroom.journal.LongSession;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.SessionRows;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** On H2: what stands in the database once a user was erased. */
class ErasuresTest {

  private static final UserId ANN = UserId.of("ann");
  private static final UserId BOB = UserId.of("bob");
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC);
  private static final SessionId SESSION = SessionId.next(NOON);
  private static final String ROOM = "Room_of_ann";
  private static final int MANY = 44_000;

  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);
  private final JdbcDataSource source = new JdbcDataSource();
  private final List<Line> lines = new ArrayList<>();
  private final Erasures erasures = new Erasures();

  private final EntityManagerFactory factory = aDatabase();

  private EntityManagerFactory aDatabase() {
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure()
        .dataSource(source)
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    return Persistence.createEntityManagerFactory(
        "roomservice",
        Map.of(
            "jakarta.persistence.transactionType",
            "RESOURCE_LOCAL",
            "jakarta.persistence.jtaDataSource",
            "",
            "jakarta.persistence.nonJtaDataSource",
            source,
            "eclipselink.logging.level",
            "OFF"));
  }

  @BeforeEach
  void aRoomThatAnnOpenedAndBobWasIn() {
    wire();
    Terms terms =
        new Terms(
            RoomType.LIVE,
            ROOM,
            Optional.of(ANN),
            "info",
            "",
            true,
            GroupOwner.SERVER,
            Optional.empty());
    run(
        entities -> {
          add(entities, new RoomEvent.Opening(terms));
          add(entities, new RoomEvent.Opened(terms));
          add(entities, new RoomEvent.FieldSet(BOB, "field_of_bob", new FieldValue.Text("v")));
          add(entities, new RoomEvent.Closed(Reason.IDLE));
          Line last = lines.get(lines.size() - 1);
          Jdbc.of(entities)
              .update(
                  "insert into session_head (session_id, family, space, room_id, creator,"
                      + " opened_millis, closed_millis, reason, last_seq, last_hash, snapshot_seq)"
                      + " values (?, 'live_room', 'LIVE', ?, 'ann', ?, ?, 'IDLE', ?, ?, 0)",
                  SESSION.value(),
                  ROOM,
                  NOON.toEpochMilli(),
                  NOON.toEpochMilli(),
                  last.seq(),
                  last.hash());
          return true;
        });
  }

  @AfterEach
  void close() {
    factory.close();
  }

  private void add(EntityManager entities, RoomEvent event) {
    JournalEntry entry = new JournalEntry(event, Actor.SERVICE, NOON);
    LineContent content = LineFormat.content(entry, "node1", pseudonyms);
    byte[] before = lines.isEmpty() ? Line.genesis() : lines.get(lines.size() - 1).hash();
    String kind = EventKind.of(event).name();
    Line line = Line.following(before, SESSION.value(), lines.size(), NOON, kind, content);
    lines.add(line);
    SessionRows.insert(Jdbc.of(entities), List.of(new SessionRows.LineDraft(line, content, entry)));
  }

  private void wire() {
    Transactions transactions = new Local();
    AuditReader reader = new AuditReader();
    reader.transactions = transactions;
    reader.acts = new UnsignedActs();
    reader.pseudonyms = pseudonyms;
    LateLines late = new LateLines();
    late.transactions = transactions;
    late.acts = reader.acts;
    late.node = new NodeName(Settings.of(Map.of("roomservice.node", "node1")));
    late.pseudonyms = pseudonyms;
    late.clock = CLOCK;
    erasures.reader = reader;
    erasures.late = late;
    erasures.acts = reader.acts;
    erasures.clock = CLOCK;
    erasures.endings = new NoEndings();
    erasures.rules = new RetentionRules();
    erasures.rules.transactions = transactions;
    erasures.rules.acts = reader.acts;
  }

  private <T> T run(Function<EntityManager, T> work) {
    EntityManager entities = factory.createEntityManager();
    try {
      entities.getTransaction().begin();
      T result = work.apply(entities);
      entities.getTransaction().commit();
      return result;
    } finally {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.close();
    }
  }

  private final class Local extends Transactions {

    @Override
    public <T> Outcome<T> run(Function<EntityManager, T> work) {
      try {
        return new Outcome.Committed<>(ErasuresTest.this.run(work));
      } catch (RuntimeException e) {
        return new Outcome.RolledBack<>(e);
      }
    }
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

  private int erase(UserId user) {
    return erase(SESSION, user);
  }

  private int erase(SessionId session, UserId user) {
    Erasures.ErasureGrounds grounds =
        new Erasures.ErasureGrounds(
            "asked", "PIPL art. 47", new Remarks.By("admin", "key-1"), Optional.empty());
    return erasures.erase(session, user, grounds, Actor.SERVICE).orElseThrow().lines();
  }

  private String head(String column) {
    return run(
        entities ->
            Jdbc.of(entities)
                .first(row -> "" + row.getString(1), "select " + column + " from session_head")
                .orElseThrow());
  }

  private List<String> found(String room) {
    SessionFilter any =
        new SessionFilter(
            Optional.empty(),
            Optional.of(room),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return erasures.reader.sessions(any, 10).stream().map(SessionSummary::sessionId).toList();
  }

  @Test
  void whoOpenedTheRoomTakesItsIdAlongAndItsSessionIsFoundStill() {
    assertThat(found(ROOM)).containsExactly(SESSION.value());

    assertThat(erase(ANN)).isEqualTo(2);

    assertThat(head("room_id")).isEqualTo(pseudonyms.ofRoom(ROOM));
    assertThat(head("creator")).isEqualTo("null");
    assertThat(found(ROOM)).containsExactly(SESSION.value());
    assertThat(found("room_of_ann")).isEmpty();
    assertThat(erasures.reader.at(SESSION, Instant.MAX).orElseThrow().terms().roomId())
        .isEqualTo(pseudonyms.ofRoom(ROOM));
  }

  @Test
  void manyLinesAreErasedBySeveralActsThatDoNotGrowWithThem() throws SQLException {
    LongSession session = longSession();

    assertThat(erase(session.id(), LongSession.ANN)).isEqualTo(MANY / 2 + MANY / 1_000);

    assertThat(left(session.id(), "where user_id = 'ann'")).isZero();
    assertThat(left(session.id(), "where user_id = 'bob'")).isPositive();
    assertThat(acts(session.id())).hasSize(3).allMatch(most -> most <= Endings.MOST_LINES);
    assertThat(erasures.reader.at(session.id(), Instant.MAX)).isPresent();
    assertThatThrownBy(() -> erase(session.id(), LongSession.ANN)).isInstanceOf(NotErasable.class);
  }

  @Test
  void whatCannotBeErasedWholeIsNotErasedInPart() throws SQLException {
    LongSession session = longSession();
    long before = left(session.id(), "where true");
    run(entities -> Jdbc.of(entities).update("update session_head set group_key = session_id"));

    assertThatThrownBy(() -> erase(session.id(), LongSession.ANN)).isInstanceOf(NotErasable.class);

    assertThat(left(session.id(), "where true")).isEqualTo(before);
    assertThat(acts(session.id())).isEmpty();
  }

  private LongSession longSession() throws SQLException {
    try (Connection connection = source.getConnection()) {
      return new LongSession(NOON.minusSeconds(MANY), MANY).into(connection);
    }
  }

  private long left(SessionId session, String where) {
    String count = "select count(*) from session_person " + where + " and chain = ?";
    return run(
        entities ->
            Jdbc.of(entities).first(row -> row.getLong(1), count, session.value()).orElseThrow());
  }

  /** How many lines each act about an erasure names. */
  private List<Integer> acts(SessionId session) {
    return erasures.reader.lines(session, MANY, 500).stream()
        .filter(line -> line.kind().equals("ERASED"))
        .map(line -> line.details().getJsonArray("lines").size())
        .toList();
  }

  @Test
  void whoOnlyWroteIntoTheRoomLeavesItItsId() {
    assertThat(erase(BOB)).isEqualTo(1);

    assertThat(head("room_id")).isEqualTo(ROOM);
    assertThat(head("creator")).isEqualTo("ann");
    assertThat(erasures.reader.at(SESSION, Instant.MAX).orElseThrow().customInfo()).isEmpty();
  }

  @Test
  void theOpenerStaysWhileTheCloudMustBeToldOfTheGroup() {
    run(entities -> Jdbc.of(entities).update("update session_head set group_key = 'room_of_ann'"));

    assertThatThrownBy(() -> erase(ANN)).isInstanceOf(NotErasable.class);
    assertThat(head("room_id")).isEqualTo(ROOM);
    assertThat(erase(BOB)).isEqualTo(1);
    run(entities -> Jdbc.of(entities).update("update session_head set group_key = null"));
    assertThat(erase(ANN)).isEqualTo(2);
  }

  @Test
  void aSecretThatChangedSinceDoesNotMakeTheHeadDiffer() {
    erasures.reader.pseudonyms =
        new Pseudonyms("another".repeat(5).getBytes(StandardCharsets.UTF_8));
    erasures.late.pseudonyms = erasures.reader.pseudonyms;

    erase(ANN);

    assertThat(head("room_id")).isEqualTo(pseudonyms.ofRoom(ROOM));
  }
}
