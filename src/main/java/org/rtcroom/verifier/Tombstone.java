package org.rtcroom.verifier;

/**
 * What stands in place of a chain that was purged.
 *
 * @param body canonical JSON, as signed
 * @param key id of the key that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tombstone(String chain, byte[] body, byte[] signature, String key) {

  static Tombstone of(JsonObject json) {
    return new Tombstone(
        json.text("chain"),
        Bytes.utf8(json.text("body")),
        json.bytes("signature"),
        json.text("key"));
  }
}
