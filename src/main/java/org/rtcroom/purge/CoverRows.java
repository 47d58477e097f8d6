package org.rtcroom.purge;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.verifier.Leaf;

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
  record Cover(Leaf leaf, Leaf.Content content, long at) {}

  Optional<Cover> last(String chain) {
    return jdbc.first(
        row -> {
          Leaf leaf = Leaf.of(row.getLong(1), new String(row.getBytes(2), StandardCharsets.UTF_8));
          return new Cover(leaf, leaf.read(), row.getLong(3));
        },
        "select l.number, l.leaf, c.at_millis from checkpoint_leaf l"
            + " join checkpoint c on c.number = l.number where l.chain = ?"
            + " order by l.number desc limit 1",
        chain);
  }

  /** Number of the last line of a chain that a checkpoint covers, −1 if there is none. */
  long lastSeq(String chain) {
    return last(chain).map(cover -> cover.content().lastSeq()).orElse(-1L);
  }
}
