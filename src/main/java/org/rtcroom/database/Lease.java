package org.rtcroom.database;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Locale;

/**
 * What only one instance of a node does at a time. Works within the caller's transaction, which it
 * serialises.
 */
public enum Lease {
  CHECKPOINT,
  WITNESS,
  SWEEP;

  /**
   * Takes the lease, or holds it for longer.
   *
   * @param instance that asks: a process, and not a node, whose next start is another one
   * @return false if another one has it
   */
  public boolean take(EntityManager entities, String instance, Duration hold) {
    Jdbc jdbc = Jdbc.of(entities);
    long now = jdbc.now();
    String sql =
        "update lease set holder = ?, until_millis = ?"
            + " where name = ? and (holder = ? or until_millis <= ?)";
    return jdbc.update(sql, instance, now + hold.toMillis(), row(), instance, now) == 1;
  }

  /** Keeps all nodes from taking it until the transaction ends, its holder included. */
  public void block(EntityManager entities) {
    block(Jdbc.of(entities));
  }

  /** Likewise, by statements alone. */
  public void block(Jdbc jdbc) {
    jdbc.update("update lease set holder = holder where name = ?", row());
  }

  /** Ends the leases of an instance that has ended. */
  static void endAll(Jdbc jdbc, String instance) {
    jdbc.update("update lease set until_millis = 0 where holder = ?", instance);
  }

  private String row() {
    return name().toLowerCase(Locale.ROOT);
  }
}
