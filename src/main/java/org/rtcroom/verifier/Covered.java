package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The checkpoints found good, by number, with their times: 8 bytes for each. */
final class Covered {

  private static final long NOT = Long.MIN_VALUE;

  /** One a minute for a century. */
  private static final long MOST = 1L << 26;

  /** Checkpoints from one number to another, both included. */
  record Range(long from, long to) {

    @Override
    public String toString() {
      return from + "-" + to;
    }
  }

  private final List<Range> leafless = new ArrayList<>();
  private final SameSet leaves = new SameSet();
  private long[] times = new long[64];
  private int size;
  private long sessions;
  private boolean demo;
  private Predicate<String> ended = node -> false;

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

  /** A good checkpoint whose leaves are not there, which only a restored database explains. */
  void leafless(long number) {
    Range last = leafless.isEmpty() ? null : leafless.get(leafless.size() - 1);
    if (last != null && last.to() == number - 1) {
      leafless.set(leafless.size() - 1, new Range(last.from(), number));
    } else {
      leafless.add(new Range(number, number));
    }
  }

  /** That of any mode but production. */
  void mode(String mode) {
    demo |= !mode.equals("production");
  }

  /** Whether any checkpoint was made in demo mode. */
  boolean demo() {
    return demo;
  }

  void sessions(long count) {
    sessions = count;
  }

  void ended(Predicate<String> nodes) {
    ended = nodes;
  }

  /** Whether the last checkpoint says that the node's access log has ended. */
  boolean ended(String node) {
    return ended.test(node);
  }

  /** How many sessions the last checkpoint counts. */
  long sessions() {
    return sessions;
  }

  List<Range> leafless() {
    return List.copyOf(leafless);
  }

  /** Compares the leaves by number with the leaves by chain. */
  SameSet leaves() {
    return leaves;
  }
}
