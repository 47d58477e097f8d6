package org.rtcroom.purge;

import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.IndependentVerifier;
import org.rtcroom.evidence.LeafContent;
import org.rtcroom.evidence.LeafRecord;
import org.rtcroom.evidence.LineRecord;

/** Finds what the last checkpoint over a chain says of it. */
final class CoverRows {

  private final Jdbc jdbc;

  CoverRows(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The last leaf of a chain.
   *
   * @param at when its checkpoint was made, milliseconds since 1970
   */
  record LastLeaf(LeafRecord leaf, LeafContent content, long at) {}

  Optional<LastLeaf> last(String chain) {
    return jdbc.first(
        row -> {
          LeafRecord leaf = new LeafRecord(row.getLong(1), chain, row.getBytes(2));
          return new LastLeaf(leaf, IndependentVerifier.content(leaf), row.getLong(3));
        },
        "select l.number, l.leaf, c.at_millis from checkpoint_leaf l"
            + " join checkpoint c on c.number = l.number where l.chain = ?"
            + " order by l.number desc limit 1",
        chain);
  }

  /**
   * Number of the first checkpoint that covers a line; the highest number there can be if there is
   * none.
   */
  long firstOver(LineRecord line) {
    return jdbc
        .list(
            row -> new LeafRecord(row.getLong(1), line.line().chain(), row.getBytes(2)),
            "select number, leaf from checkpoint_leaf where chain = ? order by number",
            line.line().chain())
        .stream()
        .filter(leaf -> IndependentVerifier.content(leaf).lastSeq() >= line.seq())
        .mapToLong(LeafRecord::number)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Number of the last line of a chain that a checkpoint covers, −1 if there is none. */
  long lastSeq(String chain) {
    return last(chain).map(last -> last.content().lastSeq()).orElse(-1L);
  }
}
