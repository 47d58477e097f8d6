package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.archive.Unusable;

/** Reads a series of JSON objects, one per line, each at most 4 MiB long. */
final class Ndjson<T> implements Source<T> {

  static final int LONGEST = 4 << 20;

  private final String name;
  private final InputStream in;
  private final Function<byte[], T> reader;
  private final Tail tail;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private byte[] line = new byte[1 << 12];
  private int length;
  private long number;
  private long bytes;

  /** What becomes of a last line without an end. */
  enum Tail {
    REFUSED,
    /** It is still being written. */
    LEFT_OUT,
    /** It is a line like any other. */
    TAKEN
  }

  /**
   * @param name for messages
   * @param reader may throw {@link BadJson}
   */
  Ndjson(String name, InputStream in, Function<byte[], T> reader, Tail tail) {
    this.name = name;
    this.in = in;
    this.reader = reader;
    this.tail = tail;
  }

  static <T> Ndjson<T> ofObjects(String name, InputStream in, Function<JsonObject, T> reader) {
    return new Ndjson<>(name, in, bytes -> reader.apply(Json.object(bytes)), Tail.REFUSED);
  }

  @Override
  public @Nullable T next() throws IOException {
    length = 0;
    while (true) {
      if (from == to && !fill()) {
        return end();
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      append(end);
      boolean whole = end < to;
      from = whole ? end + 1 : end;
      if (whole) {
        return read();
      }
    }
  }

  /** How many bytes of the series were read as records. */
  long bytes() {
    return bytes;
  }

  private @Nullable T end() throws Unusable {
    if (length > 0 && tail == Tail.REFUSED) {
      throw unusable("the last line has no end");
    }
    return length > 0 && tail == Tail.TAKEN ? read() : null;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  private void append(int end) throws Unusable {
    int more = end - from;
    if (length + more > LONGEST) {
      number++;
      throw unusable("longer than 4 MiB");
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, length, more);
    length += more;
  }

  private T read() throws Unusable {
    number++;
    bytes += length;
    try {
      return reader.apply(Arrays.copyOf(line, length));
    } catch (BadJson e) {
      throw unusable(e.getMessage() + "");
    }
  }

  private Unusable unusable(String what) {
    return new Unusable(name + ", line " + number + ": " + what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
