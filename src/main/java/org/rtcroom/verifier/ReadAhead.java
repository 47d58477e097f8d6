package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a series in a thread of its own, a few batches ahead of who takes its records: reading
 * lines and hashing them take about the same time. What is read ahead is bounded in bytes, however
 * long the records are. A failure comes after all records that stand before it.
 */
final class ReadAhead<T> implements Source<T> {

  /** A batch has at least so many bytes of the file, and at most one record more. */
  private static final long BATCH = 1 << 16;

  private static final int BATCHES = 4;

  private final Ndjson<T> source;
  private final BlockingQueue<Batch<T>> batches = new ArrayBlockingQueue<>(BATCHES);
  private final Thread reader;
  private Batch<T> batch = new Batch<>(List.of(), false, null);
  private Iterator<T> records = batch.records().iterator();

  private record Batch<T>(List<T> records, boolean last, @Nullable Throwable failure) {}

  private ReadAhead(Ndjson<T> source) {
    this.source = source;
    reader = new Thread(this::read, "read-ahead");
    reader.setDaemon(true);
  }

  /** The records of a series, of which reading begins at once. */
  static <T> ReadAhead<T> of(Ndjson<T> source) {
    ReadAhead<T> ahead = new ReadAhead<>(source);
    ahead.reader.start();
    return ahead;
  }

  private void read() {
    try {
      Batch<T> next;
      do {
        next = readBatch();
        batches.put(next);
      } while (!next.last());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong is told to who takes the records. */
  private Batch<T> readBatch() {
    List<T> read = new ArrayList<>();
    long from = source.bytes();
    try {
      while (source.bytes() - from < BATCH) {
        T record = source.next();
        if (record == null) {
          return new Batch<>(read, true, null);
        }
        read.add(record);
      }
      return new Batch<>(read, false, null);
    } catch (IOException | RuntimeException | Error e) {
      return new Batch<>(read, true, e);
    }
  }

  @Override
  public @Nullable T next() throws IOException {
    while (!records.hasNext()) {
      if (batch.last()) {
        return end();
      }
      batch = take();
      records = batch.records().iterator();
    }
    return records.next();
  }

  private Batch<T> take() throws IOException {
    try {
      return batches.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while records were awaited");
    }
  }

  private @Nullable T end() throws IOException {
    Throwable failure = batch.failure();
    if (failure instanceof IOException unreadable) {
      throw unreadable;
    } else if (failure instanceof RuntimeException fault) {
      throw fault;
    } else if (failure instanceof Error grave) {
      throw grave;
    }
    return null;
  }

  /** Ends the reading; nothing of the source is used afterwards. */
  @Override
  public void close() throws IOException {
    reader.interrupt();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      source.close();
    }
  }
}
