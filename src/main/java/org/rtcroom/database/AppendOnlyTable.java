package org.rtcroom.database;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that is added to and read, and never changed but where it says so. What the service's
 * role must not be able to do, and which triggers must be there, both follow from {@link #ALL}:
 * whatever a migration guards by triggers stands there.
 *
 * @param erasable whether the service removes rows: their lines say so
 * @param fixed the columns that never change; none if no column does
 */
record AppendOnlyTable(String name, boolean erasable, List<String> fixed) {

  static final List<AppendOnlyTable> ALL =
      List.of(
          written("session_line"),
          written("access_line"),
          written("checkpoint"),
          written("checkpoint_leaf"),
          written("key_document"),
          written("witness_receipt"),
          written("tombstone"),
          new AppendOnlyTable("session_person", true, List.of()),
          new AppendOnlyTable("access_person", true, List.of()),
          moving("session_head", "session_id", "family", "space"),
          moving("access_head", "chain", "node", "started_millis"),
          moving(
              "ending",
              "place",
              "number",
              "subject",
              "key_id",
              "document",
              "signature",
              "last_seq"));

  /** Of pg_trigger.tgtype. */
  private static final int DELETE = 8;

  private static final int UPDATE = 16;
  private static final int TRUNCATE = 32;

  private static AppendOnlyTable written(String name) {
    return new AppendOnlyTable(name, false, List.of());
  }

  private static AppendOnlyTable moving(String name, String... fixed) {
    return new AppendOnlyTable(name, false, List.of(fixed));
  }

  /**
   * The operations that triggers refuse, where they are not lawful, as bits of pg_trigger.tgtype.
   */
  int guarded() {
    return UPDATE | TRUNCATE | (erasable ? 0 : DELETE);
  }

  private List<String> forbidden() {
    List<String> forbidden = new ArrayList<>(List.of("TRUNCATE", "TRIGGER"));
    if (!erasable) {
      forbidden.add("DELETE");
    }
    if (fixed.isEmpty()) {
      forbidden.add("UPDATE");
    }
    return forbidden;
  }

  /** Rows of SQL: name, privilege that the service's role must not have. */
  static String forbiddenPrivileges() {
    return rows(
        ALL.stream().flatMap(table -> table.forbidden().stream().map(p -> row(table.name, p))));
  }

  /** Rows of SQL: name, column that the service's role must not update. */
  static String fixedColumns() {
    return rows(
        ALL.stream().flatMap(table -> table.fixed.stream().map(part -> row(table.name, part))));
  }

  /** Rows of SQL: name, operations that must be guarded. */
  static String guardedOperations() {
    return rows(ALL.stream().map(table -> "('" + table.name + "', " + table.guarded() + ")"));
  }

  private static String row(String name, String value) {
    return "('" + name + "', '" + value + "')";
  }

  private static String rows(Stream<String> rows) {
    return rows.collect(Collectors.joining(", "));
  }
}
