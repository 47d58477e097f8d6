package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;

/**
 * Receipts in the database, within the caller's transaction. A row counts only for the checkpoint
 * whose hash it holds, and only if a key of this node signed it or the answer proves itself, as a
 * time stamp does: whoever may write to the database can add rows, but no receipts.
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
  private final Witness witness;

  ReceiptRows(Jdbc jdbc, CheckpointKeys keys, Witness witness) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.witness = witness;
  }

  /** A row as it is stored; no bytes in place of a signature that is not there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record StoredReceipt(Receipt receipt, byte[] signature) {}

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
    return read("r.number between ? and ? order by r.number", from, to).toList();
  }

  /**
   * One of each checkpoint from one number to another, both included: one that the service signed
   * if there is one, so that nobody puts another authority's stamp before it.
   */
  List<Receipt> ofEach(long from, long to) {
    Map<Long, List<StoredReceipt>> rows =
        stored("r.number between ? and ? order by r.number, r.at_millis", from, to)
            .collect(
                Collectors.groupingBy(
                    row -> row.receipt().number(), LinkedHashMap::new, Collectors.toList()));
    return rows.values().stream().flatMap(own -> best(own).stream()).toList();
  }

  private Optional<Receipt> best(List<StoredReceipt> own) {
    return own.stream()
        .filter(this::signed)
        .findFirst()
        .or(() -> own.stream().filter(this::counts).findFirst())
        .map(StoredReceipt::receipt);
  }

  private Optional<Receipt> first(String rest, long number) {
    Optional<Receipt> found = first(rest, number, 1);
    return found.isPresent() ? found : first(rest, number, MOST);
  }

  private Optional<Receipt> first(String rest, long number, int limit) {
    return read(rest + " limit " + limit, number).findFirst();
  }

  private Stream<Receipt> read(String rest, Object... values) {
    return stored(rest, values).filter(this::counts).map(StoredReceipt::receipt);
  }

  private Stream<StoredReceipt> stored(String rest, Object... values) {
    return jdbc.list(ReceiptRows::stored, RECEIPTS + rest, values).stream();
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

  private boolean signed(StoredReceipt stored) {
    return keys.signed(Domain.RECEIPT, stored.receipt().document(), stored.signature());
  }

  private boolean counts(StoredReceipt stored) {
    Receipt receipt = stored.receipt();
    return signed(stored)
        || CheckpointRows.find(jdbc, receipt.number())
            .flatMap(checkpoint -> witness.proves(utf8(checkpoint.line()), receipt.answer()))
            .isPresent();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static StoredReceipt stored(ResultSet row) throws SQLException {
    Receipt receipt =
        new Receipt(
            row.getLong(1), row.getString(2), row.getLong(3), row.getBytes(4), row.getBytes(5));
    byte @Nullable [] signature = row.getBytes(6);
    return new StoredReceipt(receipt, signature == null ? new byte[0] : signature);
  }
}
