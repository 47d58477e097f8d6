package org.rtcroom.verifier;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Byte strings from and to text. */
final class Bytes {

  private Bytes() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
