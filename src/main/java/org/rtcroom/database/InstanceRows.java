package org.rtcroom.database;

import java.util.Optional;

/**
 * Which process is which node, in table {@code node_instance}. Works within the caller's
 * transaction.
 */
final class InstanceRows {

  private static final String ENDED = "";

  /** What a process that is frozen keeps others from changing. PostgreSQL only. */
  private static final String END_TRANSACTION =
      "select pg_terminate_backend(held.pid) from node_instance i join pg_locks held"
          + " on held.locktype = 'transactionid' and held.transactionid = i.xmax"
          + " and held.mode = 'ExclusiveLock' and held.granted and held.pid <> pg_backend_pid()"
          + " where i.name = ?";

  private InstanceRows() {}

  /**
   * The process that has a name.
   *
   * @param beats goes up while it lives
   */
  record NameHolder(String instance, long beats) {

    /** Whether it gave the name back. */
    boolean ended() {
      return instance.equals(ENDED);
    }
  }

  static Optional<NameHolder> find(Jdbc jdbc, String name) {
    return jdbc.first(
        row -> new NameHolder(row.getString(1), row.getLong(2)),
        "select instance, beats from node_instance where name = ?",
        name);
  }

  /**
   * Gives a name that nobody has had to a process.
   *
   * @throws DatabaseUnavailable also if somebody else got it meanwhile
   */
  static void insert(Jdbc jdbc, String name, String instance) {
    jdbc.update(
        "insert into node_instance (name, instance, beats, copied) values (?, ?, 1, -1)",
        name,
        instance);
  }

  /**
   * Gives the name to another process, and ends the leases of the one before.
   *
   * @return false if the one before has shown itself since, or somebody else was faster
   */
  static boolean replace(Jdbc jdbc, String name, NameHolder before, String instance) {
    if (jdbc.dialect() == Dialect.POSTGRESQL) {
      jdbc.update("set local lock_timeout = '2s'");
    }
    boolean replaced =
        jdbc.update(
                "update node_instance set instance = ?, beats = beats + 1"
                    + " where name = ? and instance = ? and beats = ?",
                instance,
                name,
                before.instance(),
                before.beats())
            == 1;
    if (replaced && !before.ended()) {
      Lease.endAll(jdbc, before.instance());
    }
    return replaced;
  }

  /** Ends the transaction in which a process was frozen that had this name, so that it can go. */
  static void endTransaction(Jdbc jdbc, String name) {
    jdbc.list(row -> row.getBoolean(1), END_TRANSACTION, name);
  }

  /**
   * Shows that the process lives; PostgreSQL only.
   *
   * @return its beats; empty if it does not have the name any more
   */
  static Optional<Long> beat(Jdbc jdbc, String name, String instance) {
    return jdbc.first(
        row -> row.getLong(1),
        "update node_instance set beats = beats + 1 where name = ? and instance = ?"
            + " returning beats",
        name,
        instance);
  }

  /**
   * Whether the process has the name. Where other processes share the database, nobody else gets it
   * before the transaction has ended.
   */
  static boolean held(Jdbc jdbc, String name, String instance, boolean shared) {
    String held = "select 1 from node_instance where name = ? and instance = ?";
    return jdbc.any(shared ? held + " for update" : held, name, instance);
  }

  static void copied(Jdbc jdbc, String name, String instance, long number) {
    jdbc.update(
        "update node_instance set copied = ? where name = ? and instance = ? and copied <> ?",
        number,
        name,
        instance,
        number);
  }

  static Optional<String> copiedElsewhere(Jdbc jdbc, String own, long number) {
    return jdbc.first(
        row -> row.getString(1),
        "select name from node_instance where copied > ? and name <> ?"
            + " order by copied desc, name limit 1",
        number,
        own);
  }

  /** Gives the name back, and all leases. */
  static void end(Jdbc jdbc, String name, String instance) {
    jdbc.update(
        "update node_instance set instance = ? where name = ? and instance = ?",
        ENDED,
        name,
        instance);
    Lease.endAll(jdbc, instance);
  }
}
