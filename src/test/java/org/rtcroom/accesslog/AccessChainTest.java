package org.rtcroom.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Halts;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** The access log of a node whose name or database is not what it was. */
class AccessChainTest {

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
  private final Halts halts = new Halts();
  private final Named instance = new Named();
  private final AccessChain chain = new AccessChain();
  private Connection connection;

  /** Has its name until another process has it. */
  private static final class Named extends NodeInstance {

    private boolean lost;

    @Override
    public void require(Jdbc jdbc) {
      if (lost) {
        throw new DatabaseUnavailable("lost");
      }
    }
  }

  /** Of the connection of this test. */
  private final class OnConnection extends Transactions {

    @Override
    public <T> Outcome<T> run(Function<EntityManager, T> work) {
      try {
        T result;
        try {
          result = work.apply(entities());
        } catch (RuntimeException e) {
          connection.rollback();
          return new Outcome.RolledBack<>(e);
        }
        connection.commit();
        return new Outcome.Committed<>(result);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private EntityManager entities() {
      return (EntityManager)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {EntityManager.class},
              (proxy, method, arguments) -> connection);
    }
  }

  @BeforeEach
  void aLogThatWasBegun() throws SQLException {
    connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    chain.transaction = new OnConnection();
    chain.instance = instance;
    chain.halted = halts.event();
    chain.pseudonyms = new Pseudonyms(new byte[32]);
    chain.node = new NodeName(Settings.of(Map.of("roomservice.node", "node1")));
    chain.clock = Clock.systemUTC();
    chain.append(List.of(note(), note()));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static AccessNote note() {
    return new AccessNote(AccessKind.LOGGED_IN, Actor.SERVICE, Map.of());
  }

  private long lines() {
    return new Jdbc(connection)
        .first(row -> row.getLong(1), "select count(*) from access_line")
        .orElseThrow();
  }

  private void setBack(String... statements) throws SQLException {
    for (String sql : statements) {
      new Jdbc(connection).update(sql);
    }
    connection.commit();
  }

  @Test
  void anAttemptTellsThatAllIsWell() {
    chain.append(List.of());
    chain.append(List.of(note()));

    assertThat(lines()).isEqualTo(3);
    assertThat(halts.reasons()).isEmpty();
  }

  @Test
  void aRehearsalLeavesNothing() {
    chain.rehearse();

    assertThat(lines()).isEqualTo(2);
    chain.append(List.of(note()));
    assertThat(lines()).isEqualTo(3);
    assertThat(halts.reasons()).isEmpty();
  }

  @Test
  void aRehearsalFailsWhereALoginWould() throws SQLException {
    setBack("drop table user_generation");

    assertThatThrownBy(() -> chain.rehearse()).isInstanceOf(AccessChain.AppendFailure.class);
    chain.append(List.of());
  }

  @Test
  void withoutItsNameNothingIsWritten() {
    instance.lost = true;

    assertThatThrownBy(() -> chain.append(List.of(note())))
        .isInstanceOf(AccessChain.AppendFailure.class);

    assertThat(lines()).isEqualTo(2);
  }

  @Test
  void aDatabaseWithoutTheLastLinesHaltsTheService() throws SQLException {
    setBack("delete from access_line where seq = 1", "update access_head set last_seq = 0");

    assertThatThrownBy(() -> chain.append(List.of())).isInstanceOf(DatabaseUnavailable.class);

    assertThat(halts.reasons())
        .singleElement()
        .asString()
        .contains("it was set back", "Start this node again");
    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void aDatabaseFromBeforeTheStartHaltsTheService() throws SQLException {
    setBack("delete from access_line", "delete from access_head");

    assertThatThrownBy(() -> chain.append(List.of(note()))).isInstanceOf(DatabaseUnavailable.class);

    assertThat(halts.reasons()).hasSize(1);
    assertThat(lines()).isZero();
  }

  /** By a node that lives, while this one was silent for long: it goes on in another log. */
  @Test
  void aLogThatAnotherNodeEndedHaltsNothing() throws SQLException {
    setBack(
        "insert into access_line select chain, 2, format, at_millis, 'LOG_ENDED', details,"
            + " commitment, hash, hash from access_line where seq = 1",
        "update access_head set last_seq = 2");

    assertThatThrownBy(() -> chain.append(List.of(note()))).isInstanceOf(DatabaseUnavailable.class);

    assertThat(halts.reasons()).isEmpty();
  }
}
