package org.rtcroom.verifier;

/**
 * That the database was restored from a backup: checkpoint-format.md, "A restored database".
 *
 * @param number of the first checkpoint after it
 * @param lost the checkpoints whose leaves, and what these cover, are gone
 * @param sessions how many of them these checkpoints counted
 * @param last hash of the last lost checkpoint
 * @param by id of the key that signed it
 * @param hash of the document, by which the next checkpoint names it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Restore(
    long number,
    Covered.Range lost,
    long sessions,
    byte[] last,
    String by,
    byte[] message,
    byte[] signature,
    byte[] hash) {

  private static final String DOMAIN = "rtcroom.restored";

  static Restore of(JsonObject json) {
    byte[] document = Bytes.utf8(json.text("restored"));
    JsonObject restored = Json.canonical(document);
    long database = restored.number("database");
    long file = restored.number("file");
    if (database < -1 || file <= database || file == Long.MAX_VALUE) {
      throw new BadJson("no range of checkpoints is lost");
    }
    return new Restore(
        restored.number("number"),
        new Covered.Range(database + 1, file),
        restored.number("sessions"),
        restored.bytes("hash"),
        json.text("by"),
        Key.message(DOMAIN, document),
        json.bytes("signature"),
        Sha256.of(document));
  }

  @Override
  public String toString() {
    return "restore of checkpoints " + lost;
  }
}
