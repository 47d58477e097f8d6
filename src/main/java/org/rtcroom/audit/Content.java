package org.rtcroom.audit;

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
record Content(byte[] details, byte[] salt, byte[] part, byte[] commitment) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Bytes. */
  static final int SALT_LENGTH = 16;

  private static final byte[] NOTHING = {};

  static Content of(Map<String, ?> details, Map<String, ?> personal) {
    byte[] stays = CanonicalJson.bytes(details);
    if (personal.isEmpty()) {
      return new Content(stays, NOTHING, NOTHING, NOTHING);
    }
    byte[] salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    byte[] part = CanonicalJson.bytes(personal);
    return new Content(stays, salt, part, Sha256.of(salt, part));
  }

  boolean personal() {
    return part.length > 0;
  }
}
