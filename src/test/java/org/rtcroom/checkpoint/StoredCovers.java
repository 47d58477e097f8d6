package org.rtcroom.checkpoint;

import org.rtcroom.database.Transactions;

/** What covers a chain, read from a database that no server runs on. */
public final class StoredCovers {

  private StoredCovers() {}

  /** Knows the keys of the service, and no witness. */
  public static CoverReader of(Transactions transactions, CheckpointKeys keys) {
    CoverReader covers = new CoverReader();
    covers.transactions = transactions;
    covers.keys = keys;
    covers.witness =
        new Witness() {
          @Override
          public String name() {
            return "none";
          }

          @Override
          public byte[] show(byte[] line) {
            throw new NotWitnessed("there is no witness");
          }
        };
    return covers;
  }
}
