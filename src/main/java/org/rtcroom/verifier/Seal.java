package org.rtcroom.verifier;

import java.util.Set;

/**
 * A signature that stands beside the document it is for, with the whole public key that made it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Seal(Key key, byte[] message, byte[] signature) {

  private static final Set<String> NAMES = Set.of("key", "publicKey", "signature");

  /**
   * Reads one.
   *
   * @param document every byte of it
   * @throws BadJson if it holds anything else
   */
  static Seal of(String domain, byte[] document, byte[] json) {
    JsonObject seal = Json.object(json);
    Key key = Key.ofDer(seal.bytes("publicKey"));
    if (!seal.names().equals(NAMES) || !key.id().equals(seal.text("key"))) {
      throw new BadJson("key, publicKey and signature do not belong together");
    }
    return new Seal(key, Key.message(domain, document), seal.bytes("signature"));
  }
}
