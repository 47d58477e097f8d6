package org.rtcroom.audit.checkpoint;

import org.rtcroom.audit.ShortTransaction;

/** What the copy outside should hold, read from a database that no server runs on. */
public final class StoredCopies {

  private StoredCopies() {}

  /** Knows the rows, but no key, no file and no mode. */
  public static StoredCopy of(ShortTransaction transaction) {
    Transactions transactions = new Transactions();
    transactions.transaction = transaction;
    StoredCopy copy = new StoredCopy();
    copy.transactions = transactions;
    return copy;
  }
}
