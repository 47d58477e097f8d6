package org.rtcroom.checkpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.rtcroom.database.Transactions;

/**
 * Finds checkpoints that may have covered a chain and no longer do, because leaves of theirs are
 * gone: otherwise whoever removes the last lines of a chain with their leaf would leave one that
 * seems to end before.
 */
final class LeafGaps {

  /** Checkpoints after the beginning of a chain that are looked at: those of two weeks. */
  private static final int MOST = 20_000;

  private static final int PAGE = 2_000;

  /** Gaps of one chain that are told. */
  private static final int TOLD = 20;

  /** By how much clocks of nodes may differ. */
  private static final long SLACK_MILLIS = Duration.ofMinutes(5).toMillis();

  private static final String SHORT =
      "select c.number from checkpoint c where c.number >= ? and c.number < ? and c.leaves <>"
          + " (select count(*) from checkpoint_leaf l where l.number = c.number)"
          + " order by c.number limit "
          + TOLD;

  private final Transactions transactions;

  LeafGaps(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Those in the two weeks after a chain began, in ascending order, the first ones only. */
  List<Cover.MissingLeaf> of(String chain) {
    List<Cover.MissingLeaf> gaps = new ArrayList<>();
    long last = transactions.commitStatements(CheckpointRows::lastNumber);
    long first = firstSince(beginMillis(chain), last);
    long end = Math.min(last + 1, first + MOST);
    for (long from = first; from < end && gaps.size() < TOLD; from += PAGE) {
      long to = Math.min(end, from + PAGE);
      for (long number : shortOnes(from, to)) {
        transactions
            .commitStatements(
                jdbc ->
                    CheckpointRows.find(jdbc, number)
                        .flatMap(found -> LeafList.of(jdbc, number).missing(found, chain)))
            .ifPresent(gaps::add);
      }
    }
    return gaps;
  }

  private List<Long> shortOnes(long from, long to) {
    return transactions.commitStatements(jdbc -> jdbc.list(row -> row.getLong(1), SHORT, from, to));
  }

  /** The number of the first checkpoint that was made then or later. */
  private long firstSince(long millis, long last) {
    long low = 0;
    long high = last + 1;
    while (low < high) {
      long middle = (low + high) / 2;
      if (madeBefore(middle, millis)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean madeBefore(long number, long millis) {
    return transactions
        .commitStatements(jdbc -> CheckpointRows.find(jdbc, number))
        .filter(checkpoint -> checkpoint.atMillis() < millis)
        .isPresent();
  }

  /** The time in a UUID of version 7, less some slack. */
  private static long beginMillis(String chain) {
    try {
      return (UUID.fromString(chain).getMostSignificantBits() >>> 16) - SLACK_MILLIS;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
