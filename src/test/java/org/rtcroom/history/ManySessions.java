package org.rtcroom.history;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.SessionId;

/**
 * A database of this version's schema with many sessions, and a count of the rows that it looks at.
 * A session begins each second and most last half a minute.
 */
final class ManySessions implements AutoCloseable {

  static final int COUNT = 12_000;
  static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  static final String AGENT = "agent";

  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");
  private static final Pattern ROWS =
      Pattern.compile("Scan.*actual rows=(\\d+) loops=(\\d+)|Rows Removed by Filter: (\\d+)");

  /** A session as it was put in. */
  record OneSession(
      String id, String room, Instant opened, Optional<Instant> closed, boolean ofAgent) {

    boolean wentOn(Instant from, Instant to) {
      return opened.isBefore(to) && closed.map(end -> !end.isBefore(from)).orElse(true);
    }
  }

  /** Newest first. */
  final List<OneSession> all =
      IntStream.range(0, COUNT).map(i -> COUNT - 1 - i).mapToObj(ManySessions::session).toList();

  private final EntityManagerFactory factory;
  private final DataSource source;
  private final boolean postgres;
  private int looked;

  /**
   * @param source of a database with the schema and no sessions
   */
  ManySessions(DataSource source) throws SQLException {
    this.source = source;
    try (Connection connection = source.getConnection()) {
      postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
      fill(connection);
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
                proxy(DataSource.class, source, this::connected),
                "eclipselink.weaving",
                "false",
                "eclipselink.logging.level",
                "OFF"));
  }

  private static OneSession session(int i) {
    Instant made = FIRST.plusSeconds(i);
    String id = SessionId.lowest(made).value().substring(0, 13) + "-7000-8000-000000000000";
    Duration lasted =
        i % 4_000 == 7
            ? Duration.ofDays(3)
            : i % 200 == 3 ? Duration.ofMinutes(20) : Duration.ofSeconds(30);
    Instant opened = made.plusMillis(i % 10 == 0 ? 40_000 : 5);
    return new OneSession(
        id,
        "room" + i % 100,
        opened,
        Optional.of(opened.plus(lasted)).filter(end -> i % 3_000 != 11),
        i % 3 == 0);
  }

  private void fill(Connection connection) throws SQLException {
    try (PreparedStatement head =
            connection.prepareStatement(
                "insert into session_head (session_id, family, space, room_id, opened_millis,"
                    + " closed_millis, reason, last_seq, last_hash, snapshot_seq) values"
                    + " (?, 'double_room', 'DOUBLE', ?, ?, ?, ?, 0, ?, 0)");
        PreparedStatement person =
            connection.prepareStatement(
                "insert into session_person (chain, seq, salt, part, user_id)"
                    + " values (?, 0, ?, ?, ?)");
        Statement statement = connection.createStatement()) {
      for (OneSession one : all) {
        head.setString(1, one.id());
        head.setString(2, one.room());
        head.setLong(3, one.opened().toEpochMilli());
        head.setObject(4, one.closed().map(Instant::toEpochMilli).orElse(null));
        head.setObject(5, one.closed().map(end -> "LAST_LEFT").orElse(null));
        head.setBytes(6, new byte[1]);
        head.addBatch();
        person.setString(1, one.id());
        person.setBytes(2, new byte[1]);
        person.setBytes(3, new byte[1]);
        person.setString(4, one.ofAgent() ? AGENT : "customer");
        person.addBatch();
      }
      head.executeBatch();
      person.executeBatch();
      statement.execute("analyze");
    }
  }

  /** One more, put in for a while. */
  OneSession add(Instant opened, Duration lasted) {
    OneSession one =
        new OneSession(
            SessionId.next(opened).value(),
            "alone",
            opened,
            Optional.of(opened.plus(lasted)),
            false);
    change(
        "insert into session_head (session_id, family, space, room_id, opened_millis,"
            + " closed_millis, last_seq, last_hash, snapshot_seq)"
            + " values (?, 'double_room', 'DOUBLE', ?, ?, ?, 0, ?, 0)",
        one.id(),
        one.room(),
        opened.toEpochMilli(),
        opened.plus(lasted).toEpochMilli(),
        new byte[1]);
    return one;
  }

  /** A line of it names a case. */
  void addCase(OneSession one, long seq, String caseId) {
    change(
        "insert into session_case (chain, seq, case_id) values (?, ?, ?)", one.id(), seq, caseId);
  }

  /** The class that the database has it in. */
  int lasted(String id) {
    return read(
        entities ->
            Jdbc.of(entities)
                .first(
                    row -> row.getInt(1),
                    "select lasted from session_head where session_id = ?",
                    id)
                .orElseThrow());
  }

  private void change(String sql, Object... values) {
    read(entities -> Jdbc.of(entities).update(sql, values));
  }

  /** In a transaction of its own. */
  <T> T read(Function<EntityManager, T> query) {
    EntityManager entities = factory.createEntityManager();
    try {
      entities.getTransaction().begin();
      T found = query.apply(entities);
      entities.getTransaction().commit();
      return found;
    } finally {
      entities.close();
    }
  }

  /** How many rows a query has the database look at. */
  int looked(Function<EntityManager, ?> query) {
    looked = 0;
    read(query);
    return looked;
  }

  private interface Wrapping {

    @Nullable Object of(Method method, Object result, Object[] arguments) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Object target, Wrapping wrapping) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object[] all = arguments == null ? new Object[0] : arguments;
                return wrapping.of(method, method.invoke(target, all), all);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Object connected(Method method, Object result, Object[] arguments) {
    return result instanceof Connection connection
        ? proxy(
            Connection.class, connection, (made, given, with) -> prepared(connection, given, with))
        : result;
  }

  private Object prepared(Connection connection, Object result, Object[] arguments)
      throws SQLException {
    boolean query =
        result instanceof PreparedStatement
            && arguments[0].toString().regionMatches(true, 0, "select", 0, 6);
    if (!query) {
      return result;
    }
    String explain = postgres ? "explain (analyze, timing off) " : "explain analyze ";
    PreparedStatement twin = connection.prepareStatement(explain + arguments[0]);
    return proxy(
        PreparedStatement.class,
        result,
        (method, done, with) -> {
          if (method.getName().startsWith("set") && with.length >= 2) {
            invoke(twin, method, with);
          } else if (method.getName().equals("executeQuery")) {
            count(twin);
          }
          return done;
        });
  }

  private static void invoke(PreparedStatement twin, Method method, Object[] arguments) {
    try {
      method.invoke(twin, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void count(PreparedStatement twin) throws SQLException {
    List<String> plan = new ArrayList<>();
    try (twin;
        ResultSet row = twin.executeQuery()) {
      while (row.next()) {
        plan.add(row.getString(1));
      }
    }
    Matcher found = (postgres ? ROWS : SCANNED).matcher(String.join("\n", plan));
    while (found.find()) {
      looked += rows(found);
    }
  }

  private int rows(Matcher found) {
    if (!postgres) {
      return Integer.parseInt(found.group(1));
    }
    return found.group(3) == null
        ? Integer.parseInt(found.group(1)) * Integer.parseInt(found.group(2))
        : Integer.parseInt(found.group(3));
  }

  @Override
  public void close() throws SQLException {
    factory.close();
    if (!postgres) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("shutdown");
      }
    }
  }
}
