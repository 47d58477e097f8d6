package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.STAMP_MISSING;

import java.util.stream.Stream;

/**
 * Ways to take from an auditor what a time-stamp authority answered, or to give him something else
 * for it. A row that is no receipt of its checkpoint stands in no export, so what is left is that
 * there is none.
 */
final class ReceiptTamperings {

  private ReceiptTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(
        none("all receipts removed", "delete from witness_receipt"),
        none("all answers emptied", "update witness_receipt set answer = checkpoint_hash"),
        none("all of another sort", "update witness_receipt set witness = 'url'"),
        none("all of another time", "update witness_receipt set at_millis = at_millis - 1"),
        none("all exchanged among checkpoints", "update witness_receipt set number = number + 1"),
        none(
            "all said to be of the first checkpoint",
            "update witness_receipt set number = 0,"
                + " checkpoint_hash = (select hash from checkpoint where number = 0)"
                + " where number > 0",
            "delete from witness_receipt where number > 0"
                + " or at_millis = (select min(at_millis) from witness_receipt)"),
        found(
            STAMP_MISSING,
            "witness",
            "made-up ones in place of all",
            t -> {
              t.sql("delete from witness_receipt");
              DossierTamperings.addReceipts(t);
            }));
  }

  private static Tampering none(String name, String... statements) {
    return found(
        STAMP_MISSING,
        "witness",
        name,
        t -> {
          for (String statement : statements) {
            t.sql(statement);
          }
        });
  }
}
