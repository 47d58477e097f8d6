package org.rtcroom.verifier;

/**
 * That from a checkpoint on another key signs.
 *
 * @param lost whether the old key was lost, so that it could not sign that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyChange(
    long number,
    String oldId,
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
    return new KeyChange(
        change.number("number"),
        change.text("old"),
        change.has("lost") && change.flag("lost"),
        key,
        Key.message(DOMAIN, document),
        json.bytes("oldSignature"),
        json.bytes("newSignature"));
  }
}
