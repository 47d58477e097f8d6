package org.rtcroom.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A series that is read page by page, each page by a short transaction of its own. */
public final class Pages<T> implements RecordSource<T> {

  /** Records of a page, unless they are large. */
  public static final int SIZE = 1_000;

  private final PageReader<T> reader;
  private final Deque<T> page = new ArrayDeque<>();
  private @Nullable T last;
  private boolean ended;

  public Pages(PageReader<T> reader) {
    this.reader = reader;
  }

  /** Gives the page after a record, null before the first; empty at the end. */
  public interface PageReader<T> {

    List<T> after(@Nullable T last);
  }

  /** Gives records of the same group after one, no more than the limit. */
  interface GroupReader<T> {

    List<T> after(T last, int limit);
  }

  /** Gives records of the groups after that of one, null before the first; up to the limit. */
  interface NextGroups<T> {

    List<T> after(@Nullable T last, int limit);
  }

  /**
   * A table in the order of two columns, the first of which makes groups. A page holds the rest of
   * the last record's group, then the next groups while it has room: an index finds either at once,
   * but not both by one condition.
   */
  static <T> Pages<T> ofGroups(GroupReader<T> rest, NextGroups<T> next) {
    return new Pages<>(
        last -> {
          List<T> page = new ArrayList<>();
          if (last != null) {
            page.addAll(rest.after(last, SIZE));
          }
          if (page.size() < SIZE) {
            page.addAll(next.after(last, SIZE - page.size()));
          }
          return page;
        });
  }

  /** The next record, or null after the last. */
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
