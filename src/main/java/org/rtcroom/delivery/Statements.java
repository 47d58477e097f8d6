package org.rtcroom.delivery;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Carries out one statement for several things. */
record Statements(Connection connection) {

  /** The binding of a statement's parameters. */
  @FunctionalInterface
  interface Binding<T> {
    void bind(PreparedStatement statement, T values) throws SQLException;
  }

  /** Tells of each whether it changed a row. Several go to the database together. */
  <T> boolean[] each(String sql, List<T> all, Binding<T> binding) {
    boolean[] changed = new boolean[all.size()];
    if (all.isEmpty()) {
      return changed;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int[] counts = run(statement, all, binding);
      for (int i = 0; i < counts.length; i++) {
        changed[i] = counts[i] == 1;
      }
      return changed;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** H2 makes an exception for each batch, whether it throws it or not. */
  private static <T> int[] run(PreparedStatement statement, List<T> all, Binding<T> binding)
      throws SQLException {
    if (all.size() == 1) {
      binding.bind(statement, all.get(0));
      return new int[] {statement.executeUpdate()};
    }
    for (T values : all) {
      binding.bind(statement, values);
      statement.addBatch();
    }
    return statement.executeBatch();
  }

  static PersistenceException failure(SQLException cause) {
    return new PersistenceException("the deliveries cannot be read or written", cause);
  }
}
