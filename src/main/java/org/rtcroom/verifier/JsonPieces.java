package org.rtcroom.verifier;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtcroom.verifier.archive.Unusable;

/** Takes a long JSON text without white space apart, object by object. */
final class JsonPieces {

  private final String name;
  private final InputStream in;
  private byte[] piece = new byte[1 << 12];
  private int length;

  JsonPieces(String name, InputStream in) {
    this.name = name;
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  void expect(String text) throws IOException {
    for (byte wanted : text.getBytes(StandardCharsets.US_ASCII)) {
      if (in.read() != wanted) {
        throw new Unusable(name + ": expected " + text);
      }
    }
  }

  /** The next object, at most 4 MiB long. */
  byte[] object() throws IOException {
    length = 0;
    int depth = 0;
    boolean inText = false;
    boolean escaped = false;
    do {
      int c = in.read();
      add(c);
      if (inText) {
        inText = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        inText = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      }
    } while (depth > 0);
    return Arrays.copyOf(piece, length);
  }

  private void add(int c) throws Unusable {
    if (c < 0 || length >= Ndjson.LONGEST) {
      throw new Unusable(name + (c < 0 ? " ends too early" : ": an object longer than 4 MiB"));
    }
    if (length == piece.length) {
      piece = Arrays.copyOf(piece, 2 * length);
    }
    piece[length++] = (byte) c;
  }

  /** Whether another object follows in an array. */
  boolean more(boolean any) throws IOException {
    in.mark(1);
    int c = in.read();
    if (c == ']') {
      return false;
    }
    if (!any) {
      in.reset();
    } else if (c != ',') {
      throw new Unusable(name + ": expected , or ]");
    }
    return true;
  }

  void end() throws IOException {
    int c = in.read();
    if (c >= 0 && (c != '\n' || in.read() >= 0)) {
      throw new Unusable(name + ": something after the end");
    }
  }
}
