package org.rtcroom.identity;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Secret;

/**
 * A key that signs tokens.
 *
 * @param id names it in the tokens it signed; 8 hex digits that depend on nothing but the key
 */
record TokenKey(String id, SecretKey key) {

  private static final int SHORTEST = 32;
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

  /**
   * Reads a key in hex or base64.
   *
   * @param name the setting it stands in
   * @throws BadSetting if it is neither or has less than 32 bytes
   */
  static TokenKey parse(String name, String text) {
    byte[] bytes = bytes(name, text);
    if (bytes.length < SHORTEST) {
      throw bad(name);
    }
    String id = new Secret(HexFormat.of().formatHex(bytes)).id("token");
    return new TokenKey(id, new SecretKeySpec(bytes, "HmacSHA256"));
  }

  private static byte[] bytes(String name, String text) {
    if (HEX.matcher(text).matches()) {
      return HexFormat.of().parseHex(text);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw bad(name);
    }
  }

  private static BadSetting bad(String name) {
    return BadSetting.secret(name, "at least " + SHORTEST + " random bytes in hex or base64");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TokenKey[" + id + "]";
  }
}
