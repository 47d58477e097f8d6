package org.rtcroom.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  RecordSource<LeafRecord> byNumber() {
    return new Pages<>(this::afterNumber);
  }

  RecordSource<LeafRecord> byChain() {
    return new Pages<>(this::afterChain);
  }

  private List<LeafRecord> afterNumber(@Nullable LeafRecord before) {
    List<LeafRecord> leaves = new ArrayList<>();
    long number = before == null ? -1 : before.number();
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

  private List<LeafRecord> afterChain(@Nullable LeafRecord before) {
    List<LeafRecord> leaves = new ArrayList<>();
    String chain = before == null ? "" : before.chain();
    if (before != null) {
      read(
          leaves,
          SELECT + "chain = ?1 and number > ?2 and number <= ?3 order by number limit " + PAGE,
          chain,
          before.number(),
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

  private void read(List<LeafRecord> leaves, String sql, Object... parameters) {
    for (Object[] row : database.rows(sql, parameters)) {
      leaves.add(new LeafRecord(((Number) row[0]).longValue(), (String) row[1], (byte[]) row[2]));
    }
  }
}
