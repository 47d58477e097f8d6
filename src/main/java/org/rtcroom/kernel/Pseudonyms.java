package org.rtcroom.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes pseudonyms: they stand for a user or a room where nothing can be erased, or where nobody
 * needs the name. With the key, which stands outside the database, a name that is asked for is
 * found by its pseudonym; without the key it cannot be guessed, however few names there are.
 * Thread-safe.
 *
 * <p>A pseudonym is {@code ~}, which no id of a user or a room has, and 32 hexadecimal digits: the
 * first 16 bytes of HMAC-SHA256 over what is named, then the names, with a line feed between each.
 */
public final class Pseudonyms {

  private static final String HMAC = "HmacSHA256";
  private static final String MARK = "~";

  /** Bytes: two of a hundred million users have one pseudonym once in 10^22 sites. */
  private static final int LENGTH = 16;

  private final SecretKeySpec key;

  /**
   * @param key at least 32 bytes that nobody knows who has the database
   */
  public Pseudonyms(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  public String ofUser(UserId user) {
    return of("user\n" + user.value());
  }

  /**
   * The pseudonym of a room.
   *
   * @param roomId with its case, as the client sent it
   */
  public String ofRoom(String roomId) {
    return of("room\n" + roomId);
  }

  /**
   * The pseudonym of a room and a user together, which tells nobody that two are of one user.
   *
   * @param space of the room's id
   * @param roomId in lower case
   */
  public String ofBan(String space, String roomId, UserId user) {
    return of("ban\n" + space + "\n" + user.value() + "\n" + roomId);
  }

  /** Whether a text is a pseudonym and no name. */
  public static boolean is(String text) {
    return text.startsWith(MARK);
  }

  private String of(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return MARK + HexFormat.of().formatHex(hash, 0, LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  /** Its key is a secret. */
  @Override
  public String toString() {
    return "Pseudonyms[hidden]";
  }
}
