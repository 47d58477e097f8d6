package org.rtcroom.evidence;

import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two series sorted by chain as one. */
final class ChainMerge<T> implements RecordSource<T> {

  private final RecordSource<T> one;
  private final RecordSource<T> other;
  private final Function<T, String> chainOf;
  private @Nullable T nextOfOne;
  private @Nullable T nextOfOther;
  private boolean begun;

  ChainMerge(RecordSource<T> one, RecordSource<T> other, Function<T, String> chainOf) {
    this.one = one;
    this.other = other;
    this.chainOf = chainOf;
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
    boolean takeFirst =
        second == null
            || (first != null && chainOf.apply(first).compareTo(chainOf.apply(second)) <= 0);
    if (takeFirst) {
      nextOfOne = first == null ? null : one.next();
      return first;
    }
    nextOfOther = other.next();
    return second;
  }
}
