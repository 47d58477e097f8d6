package org.rtcroom.chain;

import java.sql.Connection;

/**
 * The signatures of acts: lines that make the record say less, or give rights (journal-format.md,
 * "Acts"). The database alone is enough to add lines, but none that counts as an act.
 */
public interface ActSignatures {

  /**
   * The act with a signature in its details.
   *
   * @param connection of the transaction that will write it
   */
  Line signed(Connection connection, Line act);

  /**
   * Whether the act has its signature, by a key that is trusted. An act that has none is void.
   *
   * @param connection of the caller's transaction, for what the database knows of other nodes' and
   *     earlier keys
   */
  boolean genuine(Connection connection, Line act);
}
