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
    covers.witness = new NoWitness();
    return covers;
  }

  /** What a witness answered, as far as the service signed that. */
  public static StoredReceipts receipts(Transactions transactions, CheckpointKeys keys) {
    StoredReceipts receipts = new StoredReceipts();
    receipts.transactions = transactions;
    receipts.keys = keys;
    receipts.witness = new NoWitness();
    return receipts;
  }

  /** Proves nothing. */
  private static final class NoWitness implements Witness {

    @Override
    public String name() {
      return "none";
    }

    @Override
    public byte[] show(byte[] line) {
      throw new NotWitnessed("there is no witness");
    }
  }
}
