package org.rtcroom.identity.store;

import jakarta.ejb.SessionContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Proxy;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Does what the container does: each call gets an entity manager and a transaction of its own. */
final class TransactionalRows extends GenerationRows {

  private final EntityManagerFactory unit;

  TransactionalRows(EntityManagerFactory unit) {
    this.unit = unit;
  }

  @Override
  public OptionalLong advance(String userId, int by) {
    return inTransaction(rows -> rows.advance(userId, by));
  }

  @Override
  public OptionalLong generation(String userId) {
    return inTransaction(rows -> rows.generation(userId));
  }

  private OptionalLong inTransaction(Function<GenerationRows, OptionalLong> call) {
    try (EntityManager em = unit.createEntityManager()) {
      AtomicBoolean rollback = new AtomicBoolean();
      GenerationRows rows = new GenerationRows();
      rows.em = em;
      rows.context = context(rollback);
      em.getTransaction().begin();
      OptionalLong answer = call.apply(rows);
      if (rollback.get()) {
        em.getTransaction().rollback();
      } else {
        em.getTransaction().commit();
      }
      return answer;
    }
  }

  private static SessionContext context(AtomicBoolean rollback) {
    return (SessionContext)
        Proxy.newProxyInstance(
            SessionContext.class.getClassLoader(),
            new Class<?>[] {SessionContext.class},
            (proxy, method, arguments) -> {
              rollback.set(true);
              return Void.TYPE.cast(null);
            });
  }
}
