package org.rtcroom.evidence;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc.RowMapping;
import org.rtcroom.database.Transactions;

/** Queries in short transactions, one each. */
@ApplicationScoped
class Database {

  @EJB Transactions transactions;

  /**
   * The rows of a query.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  <T> List<T> list(RowMapping<T> mapping, String sql, Object... values) {
    return transactions.commitStatements(jdbc -> jdbc.list(mapping, sql, values));
  }
}
