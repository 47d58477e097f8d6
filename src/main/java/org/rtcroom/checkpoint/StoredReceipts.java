package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;

/** What the witness answered to the checkpoints, as far as the rows count. */
@ApplicationScoped
public class StoredReceipts {

  /** Checkpoints whose receipts are read at once; an answer has up to 64 KB. */
  private static final int PAGE = 100;

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject Witness witness;

  /**
   * Some receipts of checkpoints after one, by number, one of each; none if there are no more.
   *
   * @param number of the checkpoint they come after
   * @param last number of the last checkpoint that is wanted
   * @throws DatabaseUnavailable if the database does not answer
   */
  public List<Receipt> after(long number, long last) {
    for (long before = number; before < last; before += PAGE) {
      List<Receipt> page = between(before + 1, Math.min(last, before + PAGE));
      if (!page.isEmpty()) {
        return page;
      }
    }
    return List.of();
  }

  private List<Receipt> between(long from, long to) {
    return transactions.commitStatements(
        jdbc -> new ReceiptRows(jdbc, keys, witness).ofEach(from, to));
  }
}
