package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.rtcroom.verifier.archive.PlainText;

/** Lines of text files that hold JSON. */
public final class Lines {

  private Lines() {}

  /**
   * The lines of a copy of the file outside the database, such as a witness has. A byte order mark,
   * UTF-16 and carriage returns at the ends of lines are understood, and the last line counts.
   */
  public static Source<byte[]> ofCopy(Path file) throws IOException {
    return new Ndjson<>(
        file.getFileName() + "", PlainText.of(file), Lines::withoutReturn, Ndjson.Tail.TAKEN);
  }

  /** The entries in so many bytes of a copy. A last line that a crash tore is left out. */
  public static Source<byte[]> ofCopy(Path file, long size) throws IOException {
    InputStream in = new FirstBytes(Files.newInputStream(file), size);
    return new Ndjson<>(file.getFileName() + "", in, bytes -> bytes, Ndjson.Tail.LEFT_OUT);
  }

  static Source<byte[]> entries(String name, InputStream in) {
    return new Ndjson<>(name, in, bytes -> bytes, Ndjson.Tail.REFUSED);
  }

  private static byte[] withoutReturn(byte[] line) {
    boolean returned = line.length > 0 && line[line.length - 1] == '\r';
    return returned ? Arrays.copyOf(line, line.length - 1) : line;
  }

  /** A text without the line feed at its end. */
  static byte[] withoutEnd(byte[] text) {
    boolean ended = text.length > 0 && text[text.length - 1] == '\n';
    return ended ? Arrays.copyOf(text, text.length - 1) : text;
  }
}
