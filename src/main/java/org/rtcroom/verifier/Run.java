package org.rtcroom.verifier;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A series sorted by chain, read one record ahead. */
final class Run<T> implements Closeable {

  private final String name;
  private final Source<T> source;
  private final Function<T, String> chainOf;
  private final Findings findings;
  private @Nullable T next;

  Run(String name, Source<T> source, Function<T, String> chainOf, Findings findings)
      throws IOException {
    this.name = name;
    this.source = source;
    this.chainOf = chainOf;
    this.findings = findings;
    next = source.next();
  }

  /** The chain of the next record, if that comes before the other one. */
  @Nullable String lower(@Nullable String other) {
    if (next == null) {
      return other;
    }
    String chain = chainOf.apply(next);
    return other == null || chain.compareTo(other) < 0 ? chain : other;
  }

  /** The next record if it is of that chain, else null. Stays where it is. */
  @Nullable T peek(String chain) {
    T record = next;
    return record != null && chainOf.apply(record).equals(chain) ? record : null;
  }

  /** The next record if it is of that chain, else null. */
  @Nullable T take(String chain) throws IOException {
    T record = peek(chain);
    if (record != null) {
      next = source.next();
      if (next != null && chainOf.apply(next).compareTo(chain) < 0) {
        findings.add(
            Finding.Kind.NOT_IN_ORDER,
            "chain " + chainOf.apply(next),
            "stands in the wrong place among the " + name);
      }
    }
    return record;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
