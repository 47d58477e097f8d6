package org.rtcroom.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A value that must not appear in logs, answers or exceptions. */
public record Secret(String value) {

  /**
   * Names the secret without telling it: 8 hex digits, the same wherever the secret is.
   *
   * @param use secrets of different use have different ids
   */
  public String id(String use) {
    try {
      byte[] text = ("roomservice " + use + " " + value).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
