package org.rtcroom.identity.store;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;

/**
 * Rows of earlier versions, which name their users in the clear. At a start, before the first
 * request is served, pseudonyms take the place of the names; the database could not do that,
 * because it does not have the key.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClearRows {

  /** Rows in one transaction. */
  private static final int AT_ONCE = 1_000;

  @EJB Transactions transactions;
  @Inject Pseudonyms pseudonyms;

  /** A table, what its rows hold, and how that is kept by pseudonym. */
  private record Table(String name, String value, Keeping keeping) {}

  private interface Keeping {

    void keep(Jdbc jdbc, Map<UserId, Long> values);
  }

  @PostConstruct
  void replaceAll() {
    replace(
        new Table(
            "user_generation",
            "generation",
            (jdbc, generations) -> GenerationRows.advance(jdbc, pseudonyms, generations)));
    replace(
        new Table(
            "user_revocation",
            "not_before_millis",
            (jdbc, moments) -> RevocationRows.refuse(jdbc, pseudonyms, moments)));
  }

  private void replace(Table table) {
    int replaced = AT_ONCE;
    while (replaced == AT_ONCE) {
      replaced = transactions.commitStatements(jdbc -> replaceSome(jdbc, table));
    }
  }

  private static int replaceSome(Jdbc jdbc, Table table) {
    Map<UserId, Long> values = new HashMap<>();
    List<String> names =
        jdbc.list(
            row -> {
              String name = row.getString(1);
              if (legal(name)) {
                values.put(UserId.of(name), row.getLong(2));
              }
              return name;
            },
            "select pseudonym, "
                + table.value()
                + " from "
                + table.name()
                + " where pseudonym not like '~%' limit "
                + AT_ONCE);
    if (!values.isEmpty()) {
      table.keeping().keep(jdbc, values);
    }
    jdbc.each(
        "delete from " + table.name() + " where pseudonym = ?", names, name -> new Object[] {name});
    return names.size();
  }

  /** A row that no user can have is of no use to anybody. */
  private static boolean legal(String name) {
    try {
      UserId.of(name);
      return true;
    } catch (IllegalId e) {
      return false;
    }
  }
}
