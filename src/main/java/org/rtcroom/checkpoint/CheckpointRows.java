package org.rtcroom.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Jdbc;

/** Checkpoints, their leaves and receipts in the database, within the caller's transaction. */
final class CheckpointRows {

  private static final String CHECKPOINTS =
      "select number, body, signature, hash, key_id, at_millis, leaves from checkpoint where ";

  private static final String RECEIPTS =
      "select number, witness, at_millis, answer from witness_receipt where ";

  private CheckpointRows() {}

  /** A leaf as it was signed, and the chain under which it is found. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ChainLeaf(String chain, byte[] leaf) {}

  static Optional<Checkpoint> last(Jdbc jdbc) {
    return before(jdbc, Long.MAX_VALUE, 1).stream().findFirst();
  }

  /** The number of the last one, {@link StoredCopy#BEGINNING} if there is none. */
  static long lastNumber(Jdbc jdbc) {
    return last(jdbc).map(Checkpoint::number).orElse(StoredCopy.BEGINNING);
  }

  static Optional<Checkpoint> find(Jdbc jdbc, long number) {
    return jdbc.first(CheckpointRows::checkpoint, CHECKPOINTS + "number = ?", number);
  }

  /** In ascending order of their numbers. */
  static List<Checkpoint> after(Jdbc jdbc, long number, int limit) {
    String rest = "number > ? order by number limit " + limit;
    return jdbc.list(CheckpointRows::checkpoint, CHECKPOINTS + rest, number);
  }

  /** In descending order of their numbers. */
  static List<Checkpoint> before(Jdbc jdbc, long number, int limit) {
    String rest = "number < ? order by number desc limit " + limit;
    return jdbc.list(CheckpointRows::checkpoint, CHECKPOINTS + rest, number);
  }

  static void insert(Jdbc jdbc, Checkpoint checkpoint) {
    jdbc.update(
        "insert into checkpoint (number, body, signature, hash, key_id, at_millis, leaves)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        checkpoint.number(),
        checkpoint.body(),
        checkpoint.signature(),
        checkpoint.hash(),
        checkpoint.keyId(),
        checkpoint.atMillis(),
        checkpoint.leaves());
  }

  /** In ascending order of their chains. */
  static List<ChainLeaf> leaves(Jdbc jdbc, long number) {
    return jdbc.list(
        row -> new ChainLeaf(row.getString(1), row.getBytes(2)),
        "select chain, leaf from checkpoint_leaf where number = ? order by chain",
        number);
  }

  static void insert(Jdbc jdbc, long number, List<ChainLeaf> leaves) {
    jdbc.each(
        "insert into checkpoint_leaf (number, chain, leaf) values (?, ?, ?)",
        leaves,
        leaf -> new Object[] {number, leaf.chain(), leaf.leaf()});
  }

  /** The checkpoints that have a leaf of a chain, at most so many. */
  static List<Long> covering(Jdbc jdbc, String chain, boolean newest, int limit) {
    return jdbc.list(
        row -> row.getLong(1),
        "select number from checkpoint_leaf where chain = ? order by number "
            + (newest ? "desc" : "asc")
            + " limit "
            + limit,
        chain);
  }

  /** How many checkpoints have a leaf of a chain. */
  static long countCovering(Jdbc jdbc, String chain) {
    String count = "select count(*) from checkpoint_leaf where chain = ?";
    return jdbc.first(row -> row.getLong(1), count, chain).orElseThrow();
  }

  static Optional<Receipt> lastReceipt(Jdbc jdbc) {
    return receiptBefore(jdbc, Long.MAX_VALUE);
  }

  /** Of the checkpoints from one number to another, both included. */
  static List<Receipt> receipts(Jdbc jdbc, long from, long to) {
    return jdbc.list(CheckpointRows::receipt, RECEIPTS + "number between ? and ?", from, to);
  }

  /** The last one before a checkpoint. */
  static Optional<Receipt> receiptBefore(Jdbc jdbc, long number) {
    String rest = "number < ? order by number desc limit 1";
    return jdbc.first(CheckpointRows::receipt, RECEIPTS + rest, number);
  }

  /** The first one for a checkpoint or a later one. */
  static Optional<Receipt> receiptFrom(Jdbc jdbc, long number) {
    String rest = "number >= ? order by number limit 1";
    return jdbc.first(CheckpointRows::receipt, RECEIPTS + rest, number);
  }

  static int insert(Jdbc jdbc, Receipt receipt) {
    return jdbc.update(
        "insert into witness_receipt (number, witness, at_millis, answer) values (?, ?, ?, ?)",
        receipt.number(),
        receipt.witness(),
        receipt.atMillis(),
        receipt.answer());
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    return new Checkpoint(
        row.getLong(1),
        row.getBytes(2),
        row.getBytes(3),
        row.getBytes(4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7));
  }

  private static Receipt receipt(ResultSet row) throws SQLException {
    return new Receipt(row.getLong(1), row.getString(2), row.getLong(3), row.getBytes(4));
  }
}
