package org.rtcroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
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
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.journal.EventKind;
import org.rtcroom.journal.LineFormat;
import org.rtcroom.journal.NotAgreed;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.SessionRows;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** On H2: when a user can be erased, by the rules that are recorded, and by whom before that. */
class EarlyErasuresTest {

  private static final UserId ANN = new UserId("ann");
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final SessionId SESSION = SessionId.next(NOON);

  private final JdbcDataSource source = new JdbcDataSource();
  private final List<Line> lines = new ArrayList<>();
  private final Erasures erasures = new Erasures();
  private final EntityManagerFactory factory = aDatabase();
  private long rules;

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

  /** Closed at noon. */
  @BeforeEach
  void aSessionThatAnnOpenedIsOver() {
    wire();
    at(NOON.plusSeconds(60));
    Terms terms =
        new Terms(
            RoomType.LIVE, "r", Optional.of(ANN), "", "", true, GroupOwner.NONE, Optional.empty());
    run(
        entities -> {
          add(entities, new RoomEvent.Opened(terms));
          add(entities, new RoomEvent.Closed(Reason.IDLE));
          Line last = lines.get(lines.size() - 1);
          return Jdbc.of(entities)
              .update(
                  "insert into session_head (session_id, family, space, room_id, creator,"
                      + " opened_millis, closed_millis, reason, last_seq, last_hash, snapshot_seq)"
                      + " values (?, 'live_room', 'LIVE', 'r', 'ann', ?, ?, 'IDLE', ?, ?, 0)",
                  SESSION.value(),
                  NOON.toEpochMilli(),
                  NOON.toEpochMilli(),
                  last.seq(),
                  last.hash());
        });
  }

  @AfterEach
  void close() {
    factory.close();
  }

  private void add(EntityManager entities, RoomEvent event) {
    JournalEntry entry = new JournalEntry(event, Actor.SERVICE, NOON);
    LineContent content = LineFormat.content(entry, "node1", new Pseudonyms(new byte[32]));
    byte[] before = lines.isEmpty() ? Line.genesis() : lines.get(lines.size() - 1).hash();
    String kind = EventKind.of(event).name();
    Line line = Line.following(before, SESSION.value(), lines.size(), NOON, kind, content);
    lines.add(line);
    SessionRows.insert(Jdbc.of(entities), List.of(new SessionRows.LineDraft(line, content, entry)));
  }

  private void wire() {
    Transactions transactions = new Local();
    ActSignatures acts = new AllGenuine();
    AuditReader reader = new AuditReader();
    reader.transactions = transactions;
    reader.acts = acts;
    RetentionRules recorded = new RetentionRules();
    recorded.transactions = transactions;
    recorded.acts = acts;
    LateLines late = new LateLines();
    late.transactions = transactions;
    late.acts = acts;
    late.node = new NodeName(Settings.of(Map.of("roomservice.node", "node1")));
    erasures.reader = reader;
    erasures.late = late;
    erasures.acts = acts;
    erasures.rules = recorded;
    erasures.endings = new NoEndings();
    reader.pseudonyms = new Pseudonyms(new byte[32]);
    late.pseudonyms = reader.pseudonyms;
  }

  private void at(Instant now) {
    erasures.clock = Clock.fixed(now, ZoneOffset.UTC);
    erasures.late.clock = erasures.clock;
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
        return new Outcome.Committed<>(EarlyErasuresTest.this.run(work));
      } catch (RuntimeException e) {
        return new Outcome.RolledBack<>(e);
      }
    }
  }

  private static final class AllGenuine implements ActSignatures {

    @Override
    public Line signed(Connection connection, Line act) {
      return act;
    }

    @Override
    public boolean genuine(Connection connection, Line act) {
      return true;
    }
  }

  /** A rule as a start records it. */
  private void rule(Instant at, Map<String, Object> details) {
    byte[] nothing = {};
    run(
        entities ->
            Jdbc.of(entities)
                .update(
                    "insert into access_line values"
                        + " ('rules', ?, 1, ?, 'RETENTION_RULE', ?, ?, ?, ?)",
                    rules++,
                    at.toEpochMilli(),
                    CanonicalJson.bytes(details),
                    nothing,
                    nothing,
                    nothing));
  }

  private void weekForAll() {
    rule(NOON.minusSeconds(60), Map.of("retention", "standard", "period", WEEK.toMillis()));
  }

  private Erasures.ErasureResult erase(Optional<Erasures.EarlyGrounds> early) {
    Remarks.By by = new Remarks.By("admin", early.map(e -> e.warrant().key()).orElse("key-1"));
    Erasures.ErasureGrounds grounds =
        new Erasures.ErasureGrounds("asked", "PIPL art. 47", by, early);
    return erasures.erase(SESSION, ANN, grounds, Actor.SERVICE).orElseThrow();
  }

  private Erasures.ErasureResult erase() {
    return erase(Optional.empty());
  }

  private Erasures.ErasureResult early(String key, String givenBy) {
    return early(key, givenBy, NOON, "court order 7");
  }

  private Erasures.ErasureResult early(String key, String givenBy, Instant since, String basis) {
    Warrant warrant = new Warrant(key, givenBy, since);
    return erase(Optional.of(new Erasures.EarlyGrounds(basis, warrant)));
  }

  private void assertKeptUntil(Instant end) {
    at(end.minusMillis(1));
    assertThatThrownBy(this::erase)
        .isInstanceOf(NotErasable.class)
        .hasMessageContaining("until " + end);
    at(end);
    assertThat(erase().lines()).isEqualTo(1);
  }

  @Test
  void whereNoRuleSaysAPeriodNothingHasToBeWaitedFor() {
    assertThat(erase().lines()).isEqualTo(1);
  }

  @Test
  void thePeriodOfAllSessionsCountsFromTheClosing() {
    weekForAll();
    assertKeptUntil(NOON.plus(WEEK));
  }

  @Test
  void thePeriodOfTheFamilyCountsInItsPlace() {
    weekForAll();
    rule(
        NOON.minusSeconds(60),
        Map.of(
            "retention",
            "standard",
            "family",
            "live_room",
            "period",
            WEEK.multipliedBy(2).toMillis()));
    assertKeptUntil(NOON.plus(WEEK.multipliedBy(2)));
  }

  @Test
  void theLongerPeriodOfTheClassCounts() {
    weekForAll();
    rule(
        NOON.minusSeconds(60),
        Map.of("retention", "long", "period", WEEK.multipliedBy(3).toMillis()));
    Remarks.By by = new Remarks.By("back end", "k");
    erasures.late.append(
        SESSION,
        (entities, head) -> new Remarks.RetentionSet("long", NOON, NOON.plus(WEEK), by),
        Actor.SERVICE);
    assertKeptUntil(NOON.plus(WEEK.multipliedBy(3)));
  }

  @Test
  void aRuleThatHasEndedCountsNoMore() {
    weekForAll();
    rule(NOON, Map.of("retention", "standard"));
    assertThat(erase().lines()).isEqualTo(1);
  }

  @Test
  void aRuleOfTheFutureDoesNotCountYet() {
    rule(NOON.plus(WEEK), Map.of("retention", "standard", "period", WEEK.toMillis()));
    assertThat(erase().lines()).isEqualTo(1);
  }

  @Test
  void beforeThatTwoAdministratorsErase() {
    weekForAll();
    Erasures.ErasureResult asked = early("a1", "a1");
    assertThat(asked.agreed()).isFalse();
    assertThat(asked.lines()).isZero();

    Erasures.ErasureResult done = early("a2", "a2");

    assertThat(done.agreed()).isTrue();
    assertThat(done.lines()).isEqualTo(1);
    assertThat(done.session().lines()).isEqualTo(asked.session().lines() + 1);
  }

  @Test
  void oneAdministratorWithSeveralKeysDoesNot() {
    weekForAll();
    early("a1", "a1");
    assertThat(early("a1", "a1").agreed()).as("once more").isFalse();
    assertThatThrownBy(() -> early("a3", "a1"))
        .isInstanceOfSatisfying(
            NotAgreed.class, e -> assertThat(e.why()).isEqualTo(NotAgreed.Why.SAME_PERSON));
    assertThatThrownBy(() -> early("a4", "a2", NOON.plus(WEEK), "court order 7"))
        .isInstanceOfSatisfying(
            NotAgreed.class, e -> assertThat(e.why()).isEqualTo(NotAgreed.Why.KEY_TOO_NEW));
    assertThatThrownBy(this::erase).isInstanceOf(NotErasable.class);
  }

  @Test
  void bothMustNameTheSameLaw() {
    weekForAll();
    early("a1", "a1");
    assertThat(early("a2", "a2", NOON, "another law").agreed()).isFalse();
  }

  @Test
  void whatIsHeldIsNotErasedEarlyEither() {
    weekForAll();
    early("a1", "a1");
    erasures.late.append(
        SESSION,
        (entities, head) -> new Remarks.Held("dispute", new Remarks.By("auditor", "k")),
        Actor.SERVICE);
    assertThatThrownBy(() -> early("a2", "a2")).isInstanceOf(NotErasable.class);
  }

  @Test
  void anAgreementThatDoesNotCountIsNotRecorded() {
    Remarks.By by = new Remarks.By("auditor", "k");
    erasures.late.append(
        SESSION, (entities, head) -> new Remarks.Held("dispute", by), Actor.SERVICE);
    long before = erasures.reader.session(SESSION).orElseThrow().lines();
    Warrant late = new Warrant("k", "x", NOON.plus(WEEK));

    assertThatThrownBy(
            () ->
                erasures.late.append(
                    SESSION,
                    (entities, head) -> new Remarks.LiftAgreed("r", by, late),
                    Actor.SERVICE))
        .isInstanceOf(Journal.LostRace.class);

    assertThat(erasures.reader.session(SESSION).orElseThrow().lines()).isEqualTo(before);
  }
}
