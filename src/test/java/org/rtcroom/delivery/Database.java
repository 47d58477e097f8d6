package org.rtcroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Question;
import org.rtcroom.database.Transactions;
import org.rtcroom.server.PostgresProcess;

/** A database set up by our own migration and used without a container. */
final class Database implements AutoCloseable {

  private final DataSource source;
  private final String end;

  private Database(DataSource source, String end) throws SQLException, IOException {
    this.source = source;
    this.end = end;
    execute(Files.readString(Path.of("db", "migration", "V2__delivery.sql")));
  }

  /** In memory. */
  static Database h2() throws SQLException, IOException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=5000");
    return new Database(source, "shutdown");
  }

  /** One at a time in that process. */
  static Database postgres(PostgresProcess process) throws SQLException, IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(process.url("postgres"));
    source.setUser("postgres");
    return new Database(source, "drop table delivery");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** In a transaction of its own. The entity manager knows its connection and nothing else. */
  <T> T inTransaction(Function<EntityManager, T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.apply(entities(connection));
        connection.commit();
        return result;
      } catch (RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EntityManager entities(Connection connection) {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("unwrap");
              return connection;
            });
  }

  /** What is kept here. */
  DeliveryStore rows(Couriers couriers) {
    DeliveryStore rows = new DeliveryStore();
    rows.transactions = new Local();
    rows.couriers = couriers;
    return rows;
  }

  Question question() {
    Question question = new Question();
    question.database = source;
    return question;
  }

  /** Without a container. */
  private final class Local extends Transactions {

    @Override
    public <T> Outcome<T> run(Function<EntityManager, T> work) {
      try {
        return new Outcome.Committed<>(inTransaction(work));
      } catch (RuntimeException e) {
        return new Outcome.RolledBack<>(e);
      }
    }

    @Override
    public <T> T commitStatements(Function<Jdbc, T> work) {
      return commit(entities -> work.apply(Jdbc.of(entities)));
    }
  }

  @Override
  public void close() throws SQLException {
    execute(end);
  }
}
