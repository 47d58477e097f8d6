package org.rtcroom.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;

/**
 * Receipts in the database, within the caller's transaction. A row counts only for the checkpoint
 * whose hash it holds, and only if a key of this node signed it: whoever may write to the database
 * can add rows, but no receipts.
 */
final class ReceiptRows {

  private static final String RECEIPTS =
      "select r.number, r.witness, r.at_millis, r.answer, r.checkpoint_hash, r.signature"
          + " from witness_receipt r join checkpoint c"
          + " on c.number = r.number and c.hash = r.checkpoint_hash where ";

  /** Rows that are read to find one that counts, if the first does not. */
  private static final int MOST = 100;

  private final Jdbc jdbc;
  private final CheckpointKeys keys;

  ReceiptRows(Jdbc jdbc, CheckpointKeys keys) {
    this.jdbc = jdbc;
    this.keys = keys;
  }

  Optional<Receipt> last() {
    return before(Long.MAX_VALUE);
  }

  /** The last one before a checkpoint. */
  Optional<Receipt> before(long number) {
    return first("r.number < ? order by r.number desc", number);
  }

  /** The first one for a checkpoint or a later one. */
  Optional<Receipt> from(long number) {
    return first("r.number >= ? order by r.number", number);
  }

  /** Of the checkpoints from one number to another, both included. */
  List<Receipt> between(long from, long to) {
    return jdbc
        .list(this::receipt, RECEIPTS + "r.number between ? and ? order by r.number", from, to)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Receipt> first(String rest, long number) {
    Optional<Receipt> found = first(rest, number, 1);
    return found.isPresent() ? found : first(rest, number, MOST);
  }

  private Optional<Receipt> first(String rest, long number, int limit) {
    return jdbc.list(this::receipt, RECEIPTS + rest + " limit " + limit, number).stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  void insert(Receipt receipt) {
    jdbc.update(
        "insert into witness_receipt"
            + " (number, witness, at_millis, answer, checkpoint_hash, signature)"
            + " values (?, ?, ?, ?, ?, ?)",
        receipt.number(),
        receipt.witness(),
        receipt.atMillis(),
        receipt.answer(),
        receipt.hash(),
        keys.current().sign(Domain.RECEIPT, receipt.document()));
  }

  private Optional<Receipt> receipt(ResultSet row) throws SQLException {
    Receipt receipt =
        new Receipt(
            row.getLong(1), row.getString(2), row.getLong(3), row.getBytes(4), row.getBytes(5));
    byte @Nullable [] signature = row.getBytes(6);
    return Optional.of(receipt)
        .filter(
            found -> signature != null && keys.signed(Domain.RECEIPT, found.document(), signature));
  }
}
