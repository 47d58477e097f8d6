package org.rtcroom.database;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A short transaction of its own, by plain JDBC. Whoever has one already must not ask for another.
 * It begins and commits by hand, so that a failure before the commit, which changed nothing, can be
 * told from a commit that gave no answer.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class StoreTransaction {

  private static final Logger LOG = System.getLogger(StoreTransaction.class.getName());

  /** As many connections as the pool holds may have broken together. */
  private static final int CONNECTIONS = 32;

  /** What is done in a transaction. */
  @FunctionalInterface
  public interface Work<T> {

    T on(Connection connection) throws SQLException;
  }

  /** Nothing was changed. */
  private static final class NotDone extends Exception {

    private static final long serialVersionUID = 1L;

    NotDone(Throwable cause) {
      super(cause);
    }
  }

  public @Resource UserTransaction transaction;

  @Resource(lookup = "java:app/jdbc/roomservice")
  public DataSource database;

  /**
   * Does the work and commits it: durable when this returns.
   *
   * @param work is done again if the connection had broken while nobody used it
   * @throws DatabaseUnavailable if it was not done, or the commit gave no answer
   */
  public <T> T run(Work<T> work) {
    for (int i = 0; ; i++) {
      try {
        return once(work);
      } catch (NotDone e) {
        if (i == CONNECTIONS || !BrokenConnection.caused(e)) {
          throw new DatabaseUnavailable(e);
        }
      }
    }
  }

  private <T> T once(Work<T> work) throws NotDone {
    T result;
    begin();
    try (Connection connection = database.getConnection()) {
      result = work.on(connection);
    } catch (SQLException | RuntimeException e) {
      rollBack();
      throw new NotDone(e);
    } catch (Error e) {
      rollBack();
      throw e;
    }
    commit();
    return result;
  }

  private void begin() throws NotDone {
    try {
      transaction.begin();
    } catch (Exception e) {
      throw new NotDone(e);
    }
  }

  private void commit() {
    try {
      transaction.commit();
    } catch (Exception e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private void rollBack() {
    try {
      transaction.rollback();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "the rollback failed as well, as it does without a connection", e);
    }
  }
}
