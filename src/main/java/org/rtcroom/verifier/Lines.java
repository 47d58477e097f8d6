package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Lines of text files that hold JSON. */
public final class Lines {

  private Lines() {}

  /** The entries of a copy of the file outside the database, such as a witness has. */
  public static Source<byte[]> ofCopy(Path file) throws IOException {
    return ofCopy(file, Long.MAX_VALUE);
  }

  /** The entries in so many bytes of a copy. A last line that a crash tore is left out. */
  public static Source<byte[]> ofCopy(Path file, long size) throws IOException {
    InputStream in = new FirstBytes(Files.newInputStream(file), size);
    return new Ndjson<>(file.getFileName() + "", in, bytes -> bytes, true);
  }

  static Source<byte[]> entries(String name, InputStream in) {
    return new Ndjson<>(name, in, bytes -> bytes, false);
  }

  /** A text without the line feed at its end. */
  static byte[] withoutEnd(byte[] text) {
    boolean ended = text.length > 0 && text[text.length - 1] == '\n';
    return ended ? Arrays.copyOf(text, text.length - 1) : text;
  }
}
