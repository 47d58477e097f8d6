package org.rtcroom.purge;

import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.IndependentVerifier;
import org.rtcroom.evidence.LeafContent;
import org.rtcroom.evidence.LeafRecord;

/**
 * The last checkpoint over a chain: its leaf and the leaf's content.
 *
 * @param at when the checkpoint was made, milliseconds since 1970
 */
record LastCover(LeafRecord leaf, LeafContent content, long at) {

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
