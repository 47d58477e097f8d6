package org.rtcroom.purge;

import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.IndependentVerifier;
import org.rtcroom.evidence.LeafContent;
import org.rtcroom.evidence.LeafRecord;
import org.rtcroom.evidence.LineRecord;

/**
 * The last checkpoint over a chain: its leaf and the leaf's content.
 *
 * @param at when the checkpoint was made, milliseconds since 1970
 */
record LastCover(LeafRecord leaf, LeafContent content, long at) {

  /**
   * Number of the first checkpoint that covers a line; the highest number there can be if there is
   * none.
   */
  static long firstOver(Jdbc jdbc, LineRecord line) {
    String chain = line.line().chain();
    return jdbc
        .list(
            row -> new LeafRecord(row.getLong(1), chain, row.getBytes(2)),
            "select number, leaf from checkpoint_leaf where chain = ? order by number",
            chain)
        .stream()
        .filter(leaf -> IndependentVerifier.content(leaf).lastSeq() >= line.seq())
        .mapToLong(LeafRecord::number)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Reads it; empty if no checkpoint covers the chain. */
  static Optional<LastCover> of(Jdbc jdbc, String chain) {
    return jdbc.first(
        row -> {
          LeafRecord leaf = new LeafRecord(row.getLong(1), chain, row.getBytes(2));
          return new LastCover(leaf, IndependentVerifier.content(leaf), row.getLong(3));
        },
        "select l.number, l.leaf, c.at_millis from checkpoint_leaf l"
            + " join checkpoint c on c.number = l.number where l.chain = ?"
            + " order by l.number desc limit 1",
        chain);
  }
}
