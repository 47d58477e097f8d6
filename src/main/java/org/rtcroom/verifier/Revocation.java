package org.rtcroom.verifier;

/** That a key's checkpoints from a number on prove nothing. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Revocation(String key, long from, String by, byte[] message, byte[] signature) {

  private static final String DOMAIN = "rtcroom.key-revoked";

  static Revocation of(JsonObject json) {
    byte[] document = Bytes.utf8(json.text("keyRevoked"));
    JsonObject revoked = Json.canonical(document);
    return new Revocation(
        revoked.text("key"),
        revoked.number("from"),
        json.text("by"),
        Key.message(DOMAIN, document),
        json.bytes("signature"));
  }
}
