package org.rtcroom.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 over fields, each with its length before it, so that no two lists hash alike. */
public final class Sha256 {

  /** Length of a hash in bytes. */
  public static final int LENGTH = 32;

  private final MessageDigest digest = digest();

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public Sha256 field(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
    return this;
  }

  public Sha256 field(String text) {
    return field(text.getBytes(StandardCharsets.UTF_8));
  }

  public Sha256 field(long number) {
    return field(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  public byte[] hash() {
    return digest.digest();
  }

  /** The plain hash of two byte strings, one after the other, without lengths. */
  public static byte[] of(byte[] first, byte[] second) {
    MessageDigest digest = digest();
    digest.update(first);
    return digest.digest(second);
  }
}
