package org.rtcroom.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a secret text without keeping it. */
public final class SecretFingerprint {

  private SecretFingerprint() {}

  public static String hex(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(TicketText.utf8(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether two texts are the same; how long that takes says nothing about where they differ. */
  public static boolean equal(String first, String second) {
    return MessageDigest.isEqual(TicketText.utf8(first), TicketText.utf8(second));
  }
}
