package org.rtcroom.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;

/** Checkpoints and their leaves in the database, within the caller's transaction. */
final class CheckpointRows {

  private static final String CHECKPOINTS =
      "select number, body, signature, hash, key_id, at_millis, leaves from checkpoint where ";

  /** Leaves of a chain that are read at once. */
  private static final int LEAVES = 500;

  /** Bytes of a SHA-256. */
  private static final int HASH = 32;

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

  /**
   * Stores a checkpoint.
   *
   * @param leafHashes those of its leaves, one after the other; no bytes if the leaves are lost
   */
  static void insert(Jdbc jdbc, Checkpoint checkpoint, byte[] leafHashes) {
    jdbc.update(
        "insert into checkpoint"
            + " (number, body, signature, hash, key_id, at_millis, leaves, leaf_hashes)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        checkpoint.number(),
        checkpoint.body(),
        checkpoint.signature(),
        checkpoint.hash(),
        checkpoint.keyId(),
        checkpoint.atMillis(),
        checkpoint.leaves(),
        leafHashes);
  }

  /** The hashes of the leaves of a checkpoint, in their order; none if they are not known. */
  static List<byte[]> leafHashes(Jdbc jdbc, long number) {
    List<byte[]> hashes = new ArrayList<>();
    Optional<byte[]> stored =
        jdbc.first(
            row -> row.getBytes(1),
            "select leaf_hashes from checkpoint where number = ? and leaf_hashes is not null",
            number);
    stored.ifPresent(
        all -> {
          for (int from = 0; from + HASH <= all.length; from += HASH) {
            hashes.add(Arrays.copyOfRange(all, from, from + HASH));
          }
        });
    return hashes;
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

  /** The first checkpoint that covers a line. */
  static Optional<Long> firstOver(Jdbc jdbc, String chain, long seq) {
    return Stream.iterate(
            leavesAfter(jdbc, chain, -1),
            page -> !page.isEmpty(),
            page -> leavesAfter(jdbc, chain, page.get(page.size() - 1).getKey()))
        .flatMap(List::stream)
        .filter(
            leaf ->
                RecordedJson.find(leaf.getValue())
                    .filter(read -> read.getJsonNumber("lastSeq").longValue() >= seq)
                    .isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Some leaves of a chain, after those of a checkpoint. */
  private static List<Map.Entry<Long, byte[]>> leavesAfter(Jdbc jdbc, String chain, long number) {
    return jdbc.list(
        row -> Map.entry(row.getLong(1), row.getBytes(2)),
        "select number, leaf from checkpoint_leaf where chain = ? and number > ?"
            + " order by chain, number limit "
            + LEAVES,
        chain,
        number);
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
}
