package org.rtcroom.audit.evidence;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.util.List;
import org.rtcroom.audit.HistoryUnavailable;
import org.rtcroom.audit.Outcome;
import org.rtcroom.audit.ShortTransaction;

/** Queries in short transactions, one each. */
@ApplicationScoped
class Database {

  @EJB ShortTransaction transaction;

  /**
   * The rows of a query.
   *
   * @param parameters in the order of {@code ?1}, {@code ?2}
   * @throws HistoryUnavailable if the database does not answer
   */
  @SuppressWarnings("unchecked")
  List<Object[]> rows(String sql, Object... parameters) throws HistoryUnavailable {
    return (List<Object[]>) list(sql, parameters);
  }

  /** The number that a query gives, which always gives one. */
  long number(String sql) throws HistoryUnavailable {
    return ((Number) list(sql).get(0)).longValue();
  }

  private List<?> list(String sql, Object... parameters) throws HistoryUnavailable {
    Outcome<List<?>> outcome =
        transaction.run(
            entities -> {
              Query query = entities.createNativeQuery(sql);
              for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
              }
              return query.getResultList();
            });
    if (outcome instanceof Outcome.Committed<List<?>> committed) {
      return committed.result();
    }
    RuntimeException cause =
        outcome instanceof Outcome.RolledBack<List<?>> rolledBack
            ? rolledBack.cause()
            : ((Outcome.Unknown<List<?>>) outcome).cause();
    throw new HistoryUnavailable(cause);
  }
}
