package org.rtcroom.identity.store;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.OptionalLong;

/** One row per user, each change in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class GenerationRows {

  /** SQLState of a unique key that is already there. */
  private static final String DUPLICATE_KEY = "23505";

  /**
   * Native, because EclipseLink binds no parameter that is added to a column: it writes the values
   * into the text and shares one statement among connections, which may be closed by then.
   */
  private static final String INCREASE =
      "update user_generation set generation = generation + ?1 where user_id = ?2";

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  @Resource SessionContext context;

  /**
   * Increases a row, made now if there is none. The update locks the row until the commit, so what
   * is read after it is what this transaction wrote.
   *
   * @return the new generation; empty if another transaction made the row first, then nothing was
   *     changed and the call may be repeated
   */
  public OptionalLong advance(String userId, int by) {
    int updated =
        em.createNativeQuery(INCREASE)
            .setParameter(1, (long) by)
            .setParameter(2, userId)
            .executeUpdate();
    return updated == 1 ? generation(userId) : insert(userId, by);
  }

  /** The generation of a row; empty if there is none. */
  public OptionalLong generation(String userId) {
    return em
        .createQuery("select g.generation from UserGeneration g where g.userId = :user", Long.class)
        .setParameter("user", userId)
        .getResultList()
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private OptionalLong insert(String userId, int by) {
    try {
      em.persist(new UserGeneration(userId, by));
      em.flush();
      return OptionalLong.of(by);
    } catch (PersistenceException e) {
      if (!isDuplicateKey(e)) {
        throw e;
      }
      context.setRollbackOnly();
      return OptionalLong.empty();
    }
  }

  private static boolean isDuplicateKey(PersistenceException e) {
    Throwable cause = e;
    while (cause != null) {
      if (cause instanceof SQLException sql && DUPLICATE_KEY.equals(sql.getSQLState())) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
