package org.rtcroom.purge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements on one connection. Each begins a transaction or works within the one there is. */
final class Rows {

  private final Connection connection;

  Rows(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of a row. */
  interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  <T> List<T> list(Mapping<T> mapping, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(mapping.of(rows));
      }
      return all;
    }
  }

  <T> Optional<T> first(Mapping<T> mapping, String sql, Object... parameters) throws SQLException {
    return list(mapping, sql, parameters).stream().findFirst();
  }

  boolean any(String sql, Object... parameters) throws SQLException {
    return !list(row -> true, sql, parameters).isEmpty();
  }

  /** How many rows were changed. */
  long change(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** Milliseconds since 1970 by the clock of the database. */
  long now() throws SQLException {
    return first(
            row -> row.getLong(1),
            "select cast(extract(epoch from current_timestamp) * 1000 as bigint)")
        .orElseThrow();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  static Optional<Long> optional(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
