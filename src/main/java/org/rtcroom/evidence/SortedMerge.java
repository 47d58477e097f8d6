package org.rtcroom.evidence;

import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Two series that are sorted alike, as one. */
final class SortedMerge<T> implements RecordSource<T> {

  private final RecordSource<T> one;
  private final RecordSource<T> other;
  private final Comparator<T> order;
  private @Nullable T nextOfOne;
  private @Nullable T nextOfOther;
  private boolean begun;

  SortedMerge(RecordSource<T> one, RecordSource<T> other, Comparator<T> order) {
    this.one = one;
    this.other = other;
    this.order = order;
  }

  @Override
  public @Nullable T next() throws IOException {
    if (!begun) {
      nextOfOne = one.next();
      nextOfOther = other.next();
      begun = true;
    }
    T first = nextOfOne;
    T second = nextOfOther;
    boolean takeFirst = second == null || (first != null && order.compare(first, second) <= 0);
    if (takeFirst) {
      nextOfOne = first == null ? null : one.next();
      return first;
    }
    nextOfOther = other.next();
    return second;
  }
}
