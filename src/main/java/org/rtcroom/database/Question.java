package org.rtcroom.database;

import jakarta.annotation.Resource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.rtcroom.kernel.Unproxied;

/**
 * Asks the database by plain JDBC and without a transaction: a statement goes there and back once,
 * where a transaction would go once more for its end.
 */
@Unproxied
public class Question {

  /** As many connections as the pool holds may have broken together. */
  private static final int CONNECTIONS = 32;

  /** What is asked; changes nothing. */
  @FunctionalInterface
  public interface Asked<T> {

    T of(Connection database) throws SQLException;
  }

  @Resource(lookup = "java:app/jdbc/roomservice")
  public DataSource database;

  /**
   * The answer. For callers that have no transaction.
   *
   * @param asked is asked again if the connection had broken while nobody used it
   * @throws DatabaseUnavailable if the database did not answer
   */
  public <T> T ask(Asked<T> asked) {
    for (int i = 0; ; i++) {
      try (Connection connection = database.getConnection()) {
        return asked.of(connection);
      } catch (SQLException | RuntimeException e) {
        if (i == CONNECTIONS || !BrokenConnection.caused(e)) {
          throw new DatabaseUnavailable(e);
        }
      }
    }
  }
}
