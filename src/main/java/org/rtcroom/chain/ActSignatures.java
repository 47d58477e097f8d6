package org.rtcroom.chain;

import jakarta.persistence.EntityManager;

/**
 * The signatures of acts: lines that make the record say less, or give rights (journal-format.md,
 * "Acts"). The database alone is enough to add lines, but none that counts as an act.
 */
public interface ActSignatures {

  /** The act with a signature in its details, in the transaction that will write it. */
  Line signed(EntityManager entities, Line act);

  /**
   * Whether the act has its signature, by a key that is trusted. An act that has none is void.
   *
   * @param entities for what the database knows of other nodes' and earlier keys
   */
  boolean genuine(EntityManager entities, Line act);
}
