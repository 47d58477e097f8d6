package org.rtcroom.identity.store;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** One row per user whose tickets were ever refused, each change in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RevocationRows {

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  /** Moves the moment forward; false if there is no row to move. */
  public boolean move(String userId, long notBeforeMillis) {
    int moved =
        em.createQuery(
                "update UserRevocation r set r.notBeforeMillis = :moment"
                    + " where r.userId = :user and r.notBeforeMillis < :moment")
            .setParameter("moment", notBeforeMillis)
            .setParameter("user", userId)
            .executeUpdate();
    return moved == 1 || notBeforeMillis(userId) > 0;
  }

  /** Makes the row. Fails if another transaction made it first. */
  public void insert(String userId, long notBeforeMillis) {
    em.persist(new UserRevocation(userId, notBeforeMillis));
    em.flush();
  }

  /** The moment; 0 if there is none. */
  public long notBeforeMillis(String userId) {
    return em.createQuery(
            "select r.notBeforeMillis from UserRevocation r where r.userId = :user", Long.class)
        .setParameter("user", userId)
        .getResultStream()
        .findFirst()
        .orElse(0L);
  }
}
