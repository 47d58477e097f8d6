package org.rtcroom.chain;

import java.security.SecureRandom;
import java.util.Map;

/**
 * What a line says: the details, which stay, and the personal part, which can be erased.
 *
 * @param salt 128 random bits; empty if nothing is personal
 * @param part canonical JSON; empty if nothing is personal
 * @param commitment SHA-256(salt ‖ part); empty if nothing is personal
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LineContent(byte[] details, byte[] salt, byte[] part, byte[] commitment) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Bytes. */
  public static final int SALT_LENGTH = 16;

  private static final byte[] NOTHING = {};

  public static LineContent of(Map<String, ?> details, Map<String, ?> personal) {
    byte[] stays = CanonicalJson.bytes(details);
    if (personal.isEmpty()) {
      return new LineContent(stays, NOTHING, NOTHING, NOTHING);
    }
    byte[] salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    byte[] part = CanonicalJson.bytes(personal);
    return new LineContent(stays, salt, part, Sha256.of(salt, part));
  }

  public boolean personal() {
    return part.length > 0;
  }
}
