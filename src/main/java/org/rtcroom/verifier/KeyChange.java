package org.rtcroom.verifier;

import java.util.Optional;

/**
 * That from a checkpoint on another key signs.
 *
 * @param oldKey absent where a lost key is known by its id alone
 * @param lost whether the old key was lost, so that it could not sign that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyChange(
    long number,
    String oldId,
    Optional<Key> oldKey,
    boolean lost,
    Key newKey,
    byte[] message,
    byte[] oldSignature,
    byte[] newSignature) {

  private static final String DOMAIN = "rtcroom.key-change";

  static KeyChange of(JsonObject json) {
    byte[] document = Bytes.utf8(json.text("keyChange"));
    JsonObject change = Json.canonical(document);
    Key key = Key.ofDer(change.bytes("newKey"));
    if (!key.id().equals(change.text("new"))) {
      throw new BadJson("new is not the id of newKey");
    }
    Optional<Key> oldKey =
        change.has("oldKey") ? Optional.of(Key.ofDer(change.bytes("oldKey"))) : Optional.empty();
    if (oldKey.filter(old -> !old.id().equals(change.text("old"))).isPresent()) {
      throw new BadJson("old is not the id of oldKey");
    }
    return new KeyChange(
        change.number("number"),
        change.text("old"),
        oldKey,
        change.has("lost") && change.flag("lost"),
        key,
        Key.message(DOMAIN, document),
        json.bytes("oldSignature"),
        json.bytes("newSignature"));
  }
}
