package org.rtcroom.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 over fields, each with its length before it (journal-format.md, "The hash"). */
final class Sha256 {

  /** Length of a hash in bytes. */
  static final int LENGTH = 32;

  private final MessageDigest digest = digest();
  private final ByteBuffer number = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Sha256 field(byte[] bytes) {
    number.putInt(0, bytes.length);
    digest.update(number.array(), 0, Integer.BYTES);
    digest.update(bytes);
    return this;
  }

  Sha256 field(String text) {
    return field(text.getBytes(StandardCharsets.UTF_8));
  }

  Sha256 field(long value) {
    number.putInt(0, Long.BYTES).putLong(Integer.BYTES, value);
    digest.update(number.array());
    return this;
  }

  /** Bytes without their length. */
  Sha256 raw(byte... bytes) {
    digest.update(bytes);
    return this;
  }

  /** The hash; afterwards this can be used again. */
  byte[] hash() {
    return digest.digest();
  }

  static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }
}
