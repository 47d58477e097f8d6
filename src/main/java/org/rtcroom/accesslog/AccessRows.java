package org.rtcroom.accesslog;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.identity.store.GenerationRows;
import org.rtcroom.kernel.UserId;

/**
 * What a batch of the access log writes, by JDBC within the caller's transaction: many rows with
 * one question. Valid for H2 and PostgreSQL.
 */
record AccessRows(Connection connection) {

  private static final String INSERT_LINE =
      "insert into access_line (chain, seq, format, at_millis, kind, details, commitment,"
          + " previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String INSERT_PERSON =
      "insert into access_person (chain, seq, salt, part, user_id, address)"
          + " values (?, ?, ?, ?, ?, ?)";

  private static final String INSERT_HEAD =
      "insert into access_head (chain, node, started_millis, last_seq, last_hash)"
          + " values (?, ?, ?, ?, ?)";

  private static final String MOVE_HEAD =
      "update access_head set last_seq = ?, last_hash = ? where chain = ? and last_seq = ?";

  /** A line with what it was made of. */
  record LoggedLine(Line line, LineContent content, AccessNote note) {}

  /** The binding of a statement's parameters. */
  @FunctionalInterface
  private interface Binding<T> {
    void bind(PreparedStatement statement, T values) throws SQLException;
  }

  /** Writes lines and their personal parts. */
  void insert(List<LoggedLine> lines) {
    each(INSERT_LINE, lines, AccessRows::bindLine);
    each(
        INSERT_PERSON,
        lines.stream().filter(written -> written.content().personal()).toList(),
        AccessRows::bindPerson);
  }

  private static void bindLine(PreparedStatement insert, LoggedLine written) throws SQLException {
    Line line = written.line();
    insert.setString(1, line.chain());
    insert.setLong(2, line.seq());
    insert.setInt(3, line.format());
    insert.setLong(4, line.atMillis());
    insert.setString(5, line.kind());
    insert.setBytes(6, line.details());
    insert.setBytes(7, line.commitment());
    insert.setBytes(8, line.previousHash());
    insert.setBytes(9, line.hash());
  }

  private static void bindPerson(PreparedStatement insert, LoggedLine written) throws SQLException {
    insert.setString(1, written.line().chain());
    insert.setLong(2, written.line().seq());
    insert.setBytes(3, written.content().salt());
    insert.setBytes(4, written.content().part());
    insert.setObject(5, written.note().user().orElse(null), Types.VARCHAR);
    insert.setObject(6, written.note().address().orElse(null), Types.VARCHAR);
  }

  private <T> int[] each(String sql, List<T> all, Binding<T> binding) {
    if (all.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T values : all) {
        binding.bind(statement, values);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Begins a chain that ends with the second line. */
  void insertHead(String node, Line first, Line last) {
    each(
        INSERT_HEAD,
        List.of(last),
        (insert, end) -> {
          insert.setString(1, first.chain());
          insert.setString(2, node);
          insert.setLong(3, first.atMillis());
          insert.setLong(4, end.seq());
          insert.setBytes(5, end.hash());
        });
  }

  /** Brings a chain's head to a line; false if it is not where the chain ended before. */
  boolean moveHead(long before, Line last) {
    int[] moved =
        each(
            MOVE_HEAD,
            List.of(last),
            (update, end) -> {
              update.setLong(1, end.seq());
              update.setBytes(2, end.hash());
              update.setString(3, end.chain());
              update.setLong(4, before);
            });
    return moved[0] == 1;
  }

  /**
   * Advances users' generations.
   *
   * @param steps by how much each
   * @return the new generation of each
   */
  Map<UserId, Long> advance(Map<UserId, Long> steps) {
    try {
      return GenerationRows.advance(connection, steps);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static PersistenceException failure(SQLException cause) {
    return new PersistenceException("the access log cannot be written", cause);
  }
}
