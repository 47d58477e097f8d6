package org.rtcroom.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;

/** A series of records that is read once, from the first to the last, and never held whole. */
public interface RecordSource<T> extends Closeable {

  /**
   * The next record, or null after the last.
   *
   * @throws IOException if it cannot be read
   * @throws DatabaseUnavailable if the database does not answer
   */
  @Nullable T next() throws IOException;

  @Override
  default void close() throws IOException {}

  /** A series that is in memory. */
  static <T> RecordSource<T> of(Iterable<T> records) {
    Iterator<T> iterator = records.iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }
}
