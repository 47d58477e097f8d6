package org.rtcroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
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
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.accesslog.AccessNote;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;

/** What is erased from access logs of nodes that are gone, and again after a restore. */
class GoneLogErasureTest {

  private static final UserId ANN = UserId.of("ann");
  private static final Erasures.ErasureGrounds GROUNDS =
      new Erasures.ErasureGrounds("asked", "law", new Remarks.By("k", "key-1"), Optional.empty());
  private static final Line NO_LINE =
      new Line(1, "", 0, 0, "", new byte[0], new byte[0], new byte[0], new byte[0]);

  private final List<Map<String, Object>> recorded = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();
  private final AccessErasures erasures = new AccessErasures();
  private final ErasureRepeat repeat = new ErasureRepeat();
  private EntityManagerFactory factory;
  private EntityManager entities;

  @BeforeEach
  void open() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure()
        .dataSource(source)
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    factory =
        Persistence.createEntityManagerFactory(
            "roomservice",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource",
                "",
                "jakarta.persistence.nonJtaDataSource",
                source,
                "eclipselink.weaving",
                "false",
                "eclipselink.logging.level",
                "OFF"));
    entities = factory.createEntityManager();
    entities.getTransaction().begin();
    erasures.reader = new OpenReader();
    erasures.accessLog = new NotingLog();
    erasures.endings = new NotedEndings();
    erasures.clock = Clock.systemUTC();
    erasures.rules =
        new RetentionRules() {
          @Override
          RetentionClasses inForce(EntityManager at, Instant moment) {
            return new RetentionClasses(List.of());
          }
        };
    repeat.reader = erasures.reader;
    repeat.accessLogs = erasures;
  }

  @AfterEach
  void close() {
    entities.getTransaction().rollback();
    factory.close();
  }

  private final class OpenReader extends AuditReader {
    @Override
    <T> T read(Function<EntityManager, T> query) {
      return query.apply(entities);
    }
  }

  private final class NotingLog extends AccessLogWriter {
    @Override
    public void record(AccessNote note) {
      recorded.add(note.details);
      note.together.accept(entities, NO_LINE);
    }
  }

  private final class NotedEndings implements Endings {
    @Override
    public void erased(Connection connection, String chain, List<Long> lines) {
      outside.add(chain + lines);
    }

    @Override
    public void keyRevoked(Connection connection, String keyId) {
      throw new AssertionError();
    }
  }

  private void log(String chain, String node, String... kinds) {
    Jdbc jdbc = Jdbc.of(entities);
    byte[] none = new byte[0];
    for (int seq = 0; seq < kinds.length; seq++) {
      jdbc.update(
          "insert into access_line values (?, ?, 1, 1, ?, ?, ?, ?, ?)",
          chain,
          seq,
          kinds[seq],
          "{}".getBytes(StandardCharsets.UTF_8),
          none,
          none,
          none);
      if (kinds[seq].equals("LOGGED_IN")) {
        jdbc.update(
            "insert into access_person (chain, seq, salt, part, user_id) values (?, ?, ?, ?, ?)",
            chain,
            seq,
            none,
            "{\"user\":\"ann\"}".getBytes(StandardCharsets.UTF_8),
            "ann");
      }
    }
    jdbc.update(
        "insert into access_head (chain, node, started_millis, last_seq, last_hash)"
            + " values (?, ?, 1, ?, ?)",
        chain,
        node,
        kinds.length - 1,
        none);
  }

  private long parts() {
    return Jdbc.of(entities)
        .first(row -> row.getLong(1), "select count(*) from access_person")
        .orElseThrow();
  }

  @Test
  void theLogOfANodeThatIsGoneCanBeErasedIn() {
    log("1", "pod", "STARTED", "LOGGED_IN", "STOPPED", "LOG_ENDED");

    assertThat(erasures.erase(ANN, GROUNDS, Actor.SERVICE)).isEqualTo(1);
    assertThat(parts()).isZero();
    assertThat(outside).containsExactly("1[1]");
  }

  @Test
  void theLastLogOfANodeThatMayLiveCannot() {
    log("1", "pod", "STARTED", "LOGGED_IN", "STOPPED");

    assertThatThrownBy(() -> erasures.erase(ANN, GROUNDS, Actor.SERVICE))
        .isInstanceOf(NotErasable.class);
  }

  @Test
  void onlyWhatEndedIsErasedIn() {
    log("1", "node1", "STARTED", "LOGGED_IN", "CUT");
    log("2", "node1", "CONTINUED", "LOGGED_IN");
    log("3", "pod", "STARTED", "LOGGED_IN", "LOG_ENDED");

    assertThat(erasures.erase(ANN, GROUNDS, Actor.SERVICE)).isEqualTo(2);
    assertThat(outside).containsExactly("1[1]", "3[1]");
  }

  @Test
  void afterARestoreTheSameLinesAreErasedAgainByTheService() {
    log("1", "pod", "STARTED", "LOGGED_IN", "LOGGED_IN", "STOPPED");

    assertThat(repeat.repeat("1", List.of(0L, 2L))).isTrue();

    assertThat(parts()).isEqualTo(1);
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0)).containsEntry("lines", List.of(2L)).containsEntry("chain", "1");
    assertThat(recorded.get(0)).containsEntry("keyId", "restored");
    assertThat(repeat.repeat("1", List.of(0L, 2L))).isTrue();
    assertThat(recorded).hasSize(1);
  }

  @Test
  void aChainThatIsNotThereHasNothingToErase() {
    assertThat(repeat.repeat("unknown", List.of(1L))).isTrue();
    assertThat(recorded).isEmpty();
  }
}
