package org.rtcroom.database;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Locale;

/**
 * What only one node does at a time. Works within the caller's transaction, which it serialises.
 */
public enum Lease {
  CHECKPOINT,
  WITNESS,
  SWEEP;

  /** Valid for H2 and PostgreSQL. */
  private static final String NOW =
      "select cast(extract(epoch from current_timestamp) * 1000 as bigint)";

  /**
   * Takes the lease, or holds it for longer.
   *
   * @param node who asks
   * @return false if another node has it
   */
  public boolean take(EntityManager entities, String node, Duration hold) {
    long now = databaseMillis(entities);
    int updated =
        entities
            .createNativeQuery(
                "update lease set holder = ?1, until_millis = ?2"
                    + " where name = ?3 and (holder = ?4 or until_millis <= ?5)")
            .setParameter(1, node)
            .setParameter(2, now + hold.toMillis())
            .setParameter(3, row())
            .setParameter(4, node)
            .setParameter(5, now)
            .executeUpdate();
    return updated == 1;
  }

  /** Keeps everybody from taking it until the transaction ends, whoever has it. */
  public void block(EntityManager entities) {
    entities
        .createNativeQuery("update lease set holder = holder where name = ?1")
        .setParameter(1, row())
        .executeUpdate();
  }

  /** Milliseconds since 1970 by the clock of the database. */
  public static long databaseMillis(EntityManager entities) {
    return ((Number) entities.createNativeQuery(NOW).getSingleResult()).longValue();
  }

  private String row() {
    return name().toLowerCase(Locale.ROOT);
  }
}
