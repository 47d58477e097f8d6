package org.rtcroom.database;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, in the transaction that it has, if any. Each call is one statement
 * and goes to the database once, for however many rows.
 *
 * <p>A value is bound as what it is; of an {@link Optional} what it holds, or null as a {@code
 * varchar}; likewise of an {@link OptionalLong}, as a {@code bigint}; a list as an array of the
 * type {@code bigint} if it holds numbers, else {@code varchar}.
 *
 * <p>All methods throw {@link DatabaseUnavailable} if the database refuses or does not answer; its
 * cause is what the driver said.
 *
 * @param connection stays open
 */
public record Jdbc(Connection connection) {

  /** Makes something of the row that a result stands at. */
  @FunctionalInterface
  public interface RowMapping<T> {

    T of(ResultSet row) throws SQLException;
  }

  private interface Use<T> {

    T of(PreparedStatement statement) throws SQLException;
  }

  /** In the transaction of an entity manager. What that has not written yet is not there. */
  public static Jdbc of(EntityManager entities) {
    return new Jdbc(entities.unwrap(Connection.class));
  }

  /** Which database this is. */
  public Dialect dialect() {
    try {
      return Dialect.of(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** What a query finds, row by row. */
  public <T> List<T> list(RowMapping<T> mapping, String sql, Object... values) {
    return use(
        sql,
        statement -> {
          bind(statement, values);
          List<T> found = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              found.add(mapping.of(row));
            }
          }
          return found;
        });
  }

  /** Likewise the first row only, of queries that find few. */
  public <T> Optional<T> first(RowMapping<T> mapping, String sql, Object... values) {
    return list(mapping, sql, values).stream().findFirst();
  }

  /** Whether a query finds a row. */
  public boolean any(String sql, Object... values) {
    return first(row -> true, sql, values).isPresent();
  }

  /** Carries out a statement; tells how many rows it changed. */
  public int update(String sql, Object... values) {
    return use(
        sql,
        statement -> {
          bind(statement, values);
          return statement.executeUpdate();
        });
  }

  /**
   * Carries out one statement for several things; tells of each whether it changed one row.
   *
   * @param values of the statement's parameters, in their order
   */
  public <T> boolean[] each(String sql, List<T> things, Function<T, Object[]> values) {
    boolean[] changed = new boolean[things.size()];
    if (changed.length == 1) {
      changed[0] = update(sql, values.apply(things.get(0))) == 1;
    } else if (changed.length > 1) {
      int[] counts = use(sql, statement -> batch(statement, things, values));
      for (int i = 0; i < counts.length; i++) {
        changed[i] = counts[i] == 1;
      }
    }
    return changed;
  }

  /** Milliseconds since 1970 by the clock of the database. */
  public long now() {
    return first(row -> row.getLong(1), "select " + Dialect.NOW).orElseThrow();
  }

  /** H2 would go through a batch one by one as well, and make an exception for it. */
  private <T> int[] batch(PreparedStatement statement, List<T> things, Function<T, Object[]> values)
      throws SQLException {
    if (Dialect.of(connection) == Dialect.H2) {
      int[] counts = new int[things.size()];
      for (int i = 0; i < counts.length; i++) {
        bind(statement, values.apply(things.get(i)));
        counts[i] = statement.executeUpdate();
      }
      return counts;
    }
    for (T thing : things) {
      bind(statement, values.apply(thing));
      statement.addBatch();
    }
    return statement.executeBatch();
  }

  private <T> T use(String sql, Use<T> use) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return use.of(statement);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static DatabaseUnavailable failure(SQLException cause) {
    return new DatabaseUnavailable("the database refuses or does not answer", cause);
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private static void bind(PreparedStatement statement, int place, @Nullable Object value)
      throws SQLException {
    if (value instanceof Optional<?> optional) {
      bind(statement, place, optional.orElse(null));
    } else if (value instanceof OptionalLong number) {
      bindNumber(statement, place, number);
    } else if (value instanceof Collection<?> list) {
      boolean numbers = list.stream().anyMatch(Number.class::isInstance);
      String type = numbers ? "bigint" : "varchar";
      statement.setArray(place, statement.getConnection().createArrayOf(type, list.toArray()));
    } else if (value == null) {
      statement.setNull(place, Types.VARCHAR);
    } else {
      statement.setObject(place, value);
    }
  }

  private static void bindNumber(PreparedStatement statement, int place, OptionalLong number)
      throws SQLException {
    if (number.isPresent()) {
      statement.setLong(place, number.getAsLong());
    } else {
      statement.setNull(place, Types.BIGINT);
    }
  }
}
