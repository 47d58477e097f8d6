package org.rtcroom.checkpoint;

import org.rtcroom.database.Transactions;

/** What the copy outside should hold, read from a database that no server runs on. */
public final class StoredCopies {

  private StoredCopies() {}

  /** Knows the rows, but no key, no file and no mode. */
  public static StoredCopy of(Transactions transactions) {
    StoredCopy copy = new StoredCopy();
    copy.transactions = transactions;
    return copy;
  }
}
