package org.rtcroom.evidence;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.util.List;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;

/** Queries in short transactions, one each. */
@ApplicationScoped
class Database {

  @EJB Transactions transaction;

  /**
   * The rows of a query.
   *
   * @param parameters in the order of {@code ?1}, {@code ?2}
   * @throws DatabaseUnavailable if the database does not answer
   */
  @SuppressWarnings("unchecked")
  List<Object[]> rows(String sql, Object... parameters) {
    return (List<Object[]>) list(sql, parameters);
  }

  /** The number that a query gives, which always gives one. */
  long number(String sql) {
    return ((Number) list(sql).get(0)).longValue();
  }

  private List<?> list(String sql, Object... parameters) {
    return transaction.<List<?>>commit(
        entities -> {
          Query query = entities.createNativeQuery(sql);
          for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
          }
          return query.getResultList();
        });
  }
}
