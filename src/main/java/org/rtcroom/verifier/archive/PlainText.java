package org.rtcroom.verifier.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A text as editors and shells of desktops leave it, in UTF-8: without a byte order mark, and out
 * of UTF-16, which PowerShell writes.
 */
public final class PlainText {

  private static final int MARK = 3;

  private PlainText() {}

  /** The text as UTF-8; closing it closes the file. */
  public static InputStream of(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(MARK);
    String begin = HexFormat.of().formatHex(in.readNBytes(MARK));
    in.reset();
    if (begin.equals("efbbbf")) {
      in.skipNBytes(MARK);
      return in;
    } else if (begin.startsWith("fffe") || begin.startsWith("7b00") || begin.startsWith("2d00")) {
      return new FromUtf16(in, StandardCharsets.UTF_16LE);
    } else if (begin.startsWith("feff") || begin.startsWith("007b") || begin.startsWith("002d")) {
      return new FromUtf16(in, StandardCharsets.UTF_16BE);
    }
    return in;
  }

  /** UTF-16, with a mark or without, as UTF-8. What is not exact UTF-16 is an IOException. */
  private static final class FromUtf16 extends InputStream {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private final char[] characters = new char[1 << 14];
    private byte[] bytes = {};
    private int next;
    private int kept;
    private boolean begun;

    FromUtf16(InputStream in, Charset charset) {
      reader = new InputStreamReader(in, charset.newDecoder());
    }

    @Override
    public int read() throws IOException {
      return fill() ? bytes[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      if (count > 0 && !fill()) {
        return -1;
      }
      int read = Math.min(count, bytes.length - next);
      System.arraycopy(bytes, next, into, offset, read);
      next += read;
      return read;
    }

    /** Half a pair of surrogates at the end waits for its other half. */
    private boolean fill() throws IOException {
      while (next == bytes.length) {
        int read = reader.read(characters, kept, characters.length - kept);
        if (read < 0) {
          return false;
        }
        int end = kept + read;
        int from = !begun && characters[0] == BYTE_ORDER_MARK ? 1 : 0;
        begun = true;
        kept = Character.isHighSurrogate(characters[end - 1]) ? 1 : 0;
        String text = new String(characters, from, end - kept - from);
        characters[0] = characters[end - 1];
        bytes = text.getBytes(StandardCharsets.UTF_8);
        next = 0;
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
