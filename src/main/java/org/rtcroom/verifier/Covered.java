package org.rtcroom.verifier;

import java.util.Arrays;

/** The checkpoints found good, by number, with their times: 8 bytes for each. */
final class Covered {

  private static final long NOT = Long.MIN_VALUE;

  /** One a minute for a century. */
  private static final long MOST = 1L << 26;

  private final SameSet leaves = new SameSet();
  private long[] times = new long[64];
  private int size;

  void add(long number, long atMillis) {
    if (number < size || number >= MOST) {
      return;
    }
    int index = (int) number;
    if (index >= times.length) {
      times = Arrays.copyOf(times, Math.max(index + 1, times.length * 2));
    }
    Arrays.fill(times, size, index, NOT);
    times[index] = atMillis;
    size = index + 1;
  }

  boolean good(long number) {
    return number >= 0 && number < size && times[(int) number] != NOT;
  }

  /** When a good checkpoint was made. */
  long time(long number) {
    return times[(int) number];
  }

  /** Compares the leaves by number with the leaves by chain. */
  SameSet leaves() {
    return leaves;
  }
}
