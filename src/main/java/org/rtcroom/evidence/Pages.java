package org.rtcroom.evidence;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.Source;

/** A series that is read page by page, each page by a short transaction of its own. */
final class Pages<T> implements Source<T> {

  /** Gives the page after a record; empty at the end. */
  interface PageReader<T> {
    List<T> after(@Nullable T last) throws IOException;
  }

  private final PageReader<T> reader;
  private final Deque<T> page = new ArrayDeque<>();
  private @Nullable T last;
  private boolean ended;

  Pages(PageReader<T> reader) {
    this.reader = reader;
  }

  @Override
  public @Nullable T next() throws IOException {
    if (page.isEmpty() && !ended) {
      page.addAll(reader.after(last));
      ended = page.isEmpty();
    }
    T next = page.poll();
    last = next == null ? last : next;
    return next;
  }
}
