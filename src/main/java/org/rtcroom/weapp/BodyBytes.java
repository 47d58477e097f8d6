package org.rtcroom.weapp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the bytes of a body, never more than the limit and one. */
final class BodyBytes {

  /** Bytes a body may have. */
  static final int MOST = 64 * 1024;

  /**
   * Bytes that nearly every body fits into; {@link InputStream#readNBytes(int)} would make a buffer
   * of 8 KB for each.
   */
  private static final int USUAL = 1_024;

  /** What decoding without exceptions writes in place of a mistake. */
  private static final char REPLACEMENT = '\uFFFD';

  private BodyBytes() {}

  /**
   * All bytes of the stream.
   *
   * @throws Refusal {@link WireProblem#TOO_LARGE}, or {@link WireProblem#MALFORMED} if the client
   *     breaks off
   */
  static byte[] read(InputStream stream) {
    byte[] bytes = new byte[USUAL];
    int length = 0;
    try {
      for (int n = 0; n >= 0; n = stream.read(bytes, length, bytes.length - length)) {
        length += n;
        if (length > MOST) {
          throw new Refusal(WireProblem.TOO_LARGE);
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(2 * length, MOST + 1));
        }
      }
    } catch (IOException e) {
      throw new Refusal(WireProblem.MALFORMED);
    }
    return Arrays.copyOf(bytes, length);
  }

  /**
   * The text of the bytes.
   *
   * @throws Refusal {@link WireProblem#MALFORMED} if they are not UTF-8
   */
  static String strictUtf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : strictlyDecoded(bytes);
  }

  /** With exceptions, for what may hold a mistake or the very character that stands for one. */
  private static String strictlyDecoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(WireProblem.MALFORMED);
    }
  }
}
