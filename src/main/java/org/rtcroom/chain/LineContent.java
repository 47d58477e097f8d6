package org.rtcroom.chain;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.UserId;

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

  /** The actor is personal, too; fields of it that are empty are left out. */
  public static LineContent of(Map<String, ?> details, Map<String, ?> personal, Actor actor) {
    byte[] stays = CanonicalJson.bytes(details);
    Map<String, Object> erasable = new HashMap<>(personal);
    Map<String, String> actorFields = fields(actor);
    if (!actorFields.isEmpty()) {
      erasable.put("actor", actorFields);
    }
    if (erasable.isEmpty()) {
      return new LineContent(stays, NOTHING, NOTHING, NOTHING);
    }
    byte[] salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    byte[] part = CanonicalJson.bytes(erasable);
    return new LineContent(stays, salt, part, Sha256.of(salt, part));
  }

  private static Map<String, String> fields(Actor actor) {
    Map<String, String> fields = new HashMap<>();
    fields.put("user", actor.user().map(UserId::value).orElse(""));
    fields.put("proof", actor.proof() == Proof.NONE ? "" : actor.proof().name());
    fields.put("address", actor.address());
    fields.put("reportedAddress", actor.reportedAddress());
    fields.put("via", actor.via());
    fields.put("userAgent", actor.userAgent());
    fields.put("platform", actor.platform());
    fields.put("tokenId", actor.tokenId());
    fields.put("requestId", actor.requestId());
    fields.values().removeIf(String::isEmpty);
    return fields;
  }

  public boolean personal() {
    return part.length > 0;
  }
}
