package org.rtcroom.evidence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A series that is read page by page, each page by a short transaction of its own. */
final class Pages<T> implements RecordSource<T> {

  /** Gives the page after a record; empty at the end. */
  interface PageReader<T> {
    List<T> after(@Nullable T last);
  }

  private final PageReader<T> reader;
  private final Deque<T> page = new ArrayDeque<>();
  private @Nullable T last;
  private boolean ended;

  Pages(PageReader<T> reader) {
    this.reader = reader;
  }

  @Override
  public @Nullable T next() {
    if (page.isEmpty() && !ended) {
      page.addAll(reader.after(last));
      ended = page.isEmpty();
    }
    T next = page.poll();
    last = next == null ? last : next;
    return next;
  }
}
