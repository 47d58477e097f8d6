package org.rtcroom.verifier;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.archive.Unusable;

/** A series of records that is read once, from the first to the last. */
public interface Source<T> extends Closeable {

  /**
   * The next record, or null after the last.
   *
   * @throws IOException if it cannot be read; {@link Unusable} if it is not what it should be
   */
  @Nullable T next() throws IOException;

  @Override
  default void close() throws IOException {}
}
