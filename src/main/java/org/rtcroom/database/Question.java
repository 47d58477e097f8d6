package org.rtcroom.database;

import jakarta.annotation.Resource;
import java.util.function.Function;
import javax.sql.DataSource;
import org.rtcroom.kernel.Unproxied;

/**
 * Asks the database without a transaction: a statement goes there and back once, where a
 * transaction would go once more for its end.
 */
@Unproxied
public class Question {

  @Resource(lookup = "java:app/jdbc/roomservice")
  public DataSource database;

  /**
   * The answer. For callers that have no transaction.
   *
   * @param asked changes nothing that may not be changed twice: it is asked again if the connection
   *     had broken while it was idle
   * @throws DatabaseUnavailable if the database did not answer
   */
  public <T> T ask(Function<Jdbc, T> asked) {
    return BrokenConnection.replaced(() -> once(asked)).orThrow();
  }

  private <T> Outcome<T> once(Function<Jdbc, T> asked) {
    try {
      return new Outcome.Committed<>(Transactions.connected(database, asked));
    } catch (RuntimeException e) {
      return new Outcome.RolledBack<>(e);
    }
  }
}
