package org.rtcroom.database;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A transaction of its own, apart from that of the caller. It begins and commits by hand, so that a
 * failure before the commit, which changed nothing, can be told from a commit that gave no answer.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class Transactions {

  private static final Logger LOG = System.getLogger(Transactions.class.getName());

  public @Resource UserTransaction transaction;

  @Resource(lookup = "java:app/jdbc/roomservice")
  public DataSource database;

  @PersistenceContext(unitName = "roomservice")
  EntityManager entities;

  /**
   * Runs the work and commits. Everything the work wrote is sent before the commit.
   *
   * @param work is run again if the connection had broken while it was idle
   */
  public <T> Outcome<T> run(Function<EntityManager, T> work) {
    return BrokenConnection.replaced(
        () ->
            once(
                () -> {
                  T result = work.apply(entities);
                  entities.flush();
                  return result;
                }));
  }

  /**
   * As {@link #run}, for callers that can only give up.
   *
   * @return what the work gave, once it is committed
   * @throws DatabaseUnavailable as {@link Outcome#orThrow()} does
   */
  public <T> T commit(Function<EntityManager, T> work) {
    return run(work).orThrow();
  }

  /** As {@link #commit}, by statements alone, without the cost of an entity manager. */
  public <T> T commitStatements(Function<Jdbc, T> work) {
    return runStatements(work).orThrow();
  }

  /** As {@link #run}, by statements alone. */
  public <T> Outcome<T> runStatements(Function<Jdbc, T> work) {
    return BrokenConnection.replaced(() -> once(() -> connected(database, work)));
  }

  /** Does the work on a connection of the pool. */
  static <T> T connected(DataSource database, Function<Jdbc, T> work) {
    try (Connection connection = database.getConnection()) {
      return work.apply(new Jdbc(connection));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private <T> Outcome<T> once(Supplier<T> work) {
    T result;
    try {
      transaction.begin();
    } catch (Exception e) {
      return new Outcome.RolledBack<>(new IllegalStateException("no transaction", e));
    }
    try {
      result = work.get();
    } catch (RuntimeException e) {
      rollBack();
      return new Outcome.RolledBack<>(e);
    } catch (Error e) {
      rollBack();
      throw e;
    }
    return commit(result);
  }

  private <T> Outcome<T> commit(T result) {
    try {
      transaction.commit();
      return new Outcome.Committed<>(result);
    } catch (Exception e) {
      return new Outcome.Unknown<>(new IllegalStateException("the commit gave no answer", e));
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
