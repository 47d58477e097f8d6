package org.rtcroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/** Transactions of statements on a database that no server runs on. */
final class OwnTransactions extends Transactions {

  OwnTransactions(DataSource source) {
    database = source;
  }

  @Override
  public <T> T commitStatements(Function<Jdbc, T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.apply(new Jdbc(connection));
        connection.commit();
        return result;
      } catch (RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** Each statement for itself. */
  Question question() {
    Question question = new Question();
    question.database = database;
    return question;
  }
}
