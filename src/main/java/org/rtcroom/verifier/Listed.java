package org.rtcroom.verifier;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A series that is in memory. */
public final class Listed<T> implements Source<T> {

  private final Iterator<T> items;

  public Listed(Iterable<T> items) {
    this.items = items.iterator();
  }

  @Override
  public @Nullable T next() {
    return items.hasNext() ? items.next() : null;
  }
}
