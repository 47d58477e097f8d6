package org.rtcroom.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.Leaf;
import org.rtcroom.verifier.Source;

/** Reads the leaves of the checkpoints up to a number. */
final class LeafReader {

  private static final int PAGE = 1_000;

  private static final String SELECT = "select number, chain, leaf from checkpoint_leaf where ";

  private final Database database;
  private final long last;

  LeafReader(Database database, long last) {
    this.database = database;
    this.last = last;
  }

  /** A leaf, under the id by which the database finds it. */
  private record Stored(Leaf leaf, String chain) {}

  Source<Leaf> byNumber() {
    Pages<Stored> pages = new Pages<>(this::afterNumber);
    return () -> leaf(pages.next());
  }

  Source<Leaf> byChain() {
    Pages<Stored> pages = new Pages<>(this::afterChain);
    return () -> leaf(pages.next());
  }

  private static @Nullable Leaf leaf(@Nullable Stored stored) {
    return stored == null ? null : stored.leaf();
  }

  private List<Stored> afterNumber(@Nullable Stored before) throws IOException {
    List<Stored> leaves = new ArrayList<>();
    long number = before == null ? -1 : before.leaf().number();
    if (before != null) {
      read(
          leaves,
          SELECT + "number = ?1 and chain > ?2 order by chain limit " + PAGE,
          number,
          before.chain());
    }
    if (leaves.size() < PAGE) {
      read(
          leaves,
          SELECT
              + "number > ?1 and number <= ?2 order by number, chain limit "
              + (PAGE - leaves.size()),
          number,
          last);
    }
    return leaves;
  }

  private List<Stored> afterChain(@Nullable Stored before) throws IOException {
    List<Stored> leaves = new ArrayList<>();
    String chain = before == null ? "" : before.chain();
    if (before != null) {
      read(
          leaves,
          SELECT + "chain = ?1 and number > ?2 and number <= ?3 order by number limit " + PAGE,
          chain,
          before.leaf().number(),
          last);
    }
    if (leaves.size() < PAGE) {
      read(
          leaves,
          SELECT
              + "chain > ?1 and number <= ?2 order by chain, number limit "
              + (PAGE - leaves.size()),
          chain,
          last);
    }
    return leaves;
  }

  private void read(List<Stored> leaves, String sql, Object... parameters) throws IOException {
    for (Object[] row : database.rows(sql, parameters)) {
      String text = new String((byte[]) row[2], StandardCharsets.UTF_8);
      leaves.add(new Stored(Leaf.of(((Number) row[0]).longValue(), text), (String) row[1]));
    }
  }
}
