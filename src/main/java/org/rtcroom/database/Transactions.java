package org.rtcroom.database;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;

/**
 * A transaction of its own, whatever the caller has. It begins and commits by hand, so that a
 * failure before the commit, which changed nothing, can be told from a commit that gave no answer.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class Transactions {

  private static final Logger LOG = System.getLogger(Transactions.class.getName());

  /** As many connections as the pool holds may have broken together. */
  private static final int CONNECTIONS = 32;

  @Resource UserTransaction transaction;

  @PersistenceContext(unitName = "roomservice")
  EntityManager entities;

  /**
   * Runs the work and commits. Everything the work wrote is sent before the commit.
   *
   * @param work is run again if the connection had broken while nobody used it
   */
  public <T> Outcome<T> run(Function<EntityManager, T> work) {
    Outcome<T> outcome = runOnce(work);
    for (int i = 0; i < CONNECTIONS && neverBegun(outcome); i++) {
      outcome = runOnce(work);
    }
    return outcome;
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

  private static boolean neverBegun(Outcome<?> outcome) {
    return outcome instanceof Outcome.RolledBack<?> rolledBack
        && BrokenConnection.caused(rolledBack.cause());
  }

  private <T> Outcome<T> runOnce(Function<EntityManager, T> work) {
    T result;
    try {
      transaction.begin();
    } catch (NotSupportedException | SystemException e) {
      return new Outcome.RolledBack<>(new IllegalStateException("no transaction", e));
    }
    try {
      result = work.apply(entities);
      entities.flush();
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
    } catch (SystemException | RuntimeException e) {
      LOG.log(Level.DEBUG, "the rollback failed as well, as it does without a connection", e);
    }
  }
}
