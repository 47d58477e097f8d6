package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.RecordJson;
import org.rtcroom.chain.RecordedJson;

/**
 * A signed change or revocation of the key that signs checkpoints.
 *
 * @param number of the first checkpoint that comes after it
 * @param keyId the key in force afterwards
 * @param document canonical JSON; the bytes that were signed
 * @param first signature of a change by the old key, no bytes if that was lost; of a revocation by
 *     the key in force
 * @param second signature of a change by the new key; no bytes for a revocation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyDocument(
    DocumentKind kind, long number, String keyId, byte[] document, byte[] first, byte[] second) {

  enum DocumentKind {
    CHANGE,
    REVOCATION
  }

  private static final byte[] NONE = {};

  /** From that number on, another key signs. Both sign the change. */
  static KeyDocument change(long number, long atMillis, SigningKey old, SigningKey successor) {
    byte[] document = CanonicalJson.bytes(changeFields(number, atMillis, old.id(), successor));
    byte[] signature = old.sign(Domain.KEY_CHANGE, document);
    return change(number, document, signature, successor);
  }

  /** As a change, but the old key was lost and signs nothing. */
  static KeyDocument loss(long number, long atMillis, String old, SigningKey successor) {
    Map<String, Object> fields = changeFields(number, atMillis, old, successor);
    fields.put("lost", true);
    return change(number, CanonicalJson.bytes(fields), NONE, successor);
  }

  private static Map<String, Object> changeFields(
      long number, long atMillis, String old, SigningKey successor) {
    return new HashMap<>(
        Map.of(
            "number", number,
            "time", atMillis,
            "old", old,
            "new", successor.id(),
            "newKey", successor.publicHex()));
  }

  private static KeyDocument change(
      long number, byte[] document, byte[] first, SigningKey successor) {
    byte[] second = successor.sign(Domain.KEY_CHANGE, document);
    return new KeyDocument(DocumentKind.CHANGE, number, successor.id(), document, first, second);
  }

  /**
   * Checkpoints signed by a key from a number on prove nothing.
   *
   * @param number of the next checkpoint
   */
  static KeyDocument revocation(
      long number, long atMillis, CheckpointSettings.RevokedKey revoked, SigningKey inForce) {
    byte[] document =
        CanonicalJson.bytes(Map.of("time", atMillis, "key", revoked.key(), "from", revoked.from()));
    return new KeyDocument(
        DocumentKind.REVOCATION,
        number,
        inForce.id(),
        document,
        inForce.sign(Domain.KEY_REVOKED, document),
        NONE);
  }

  /** Whether it revokes that key from that number on. */
  boolean revokes(CheckpointSettings.RevokedKey revoked) {
    return kind == DocumentKind.REVOCATION
        && RecordedJson.find(document)
            .filter(read -> read.getString("key", "").equals(revoked.key()))
            .filter(read -> read.getJsonNumber("from").longValue() == revoked.from())
            .isPresent();
  }

  /** The line of the copy outside the database, without its line feed. */
  String line() {
    boolean change = kind == DocumentKind.CHANGE;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("format", Domain.FORMAT);
    line.put(change ? "keyChange" : "keyRevoked", new String(document, StandardCharsets.UTF_8));
    line.put(change ? "oldSignature" : "signature", HexFormat.of().formatHex(first));
    line.put(change ? "newSignature" : "by", change ? HexFormat.of().formatHex(second) : keyId);
    return RecordJson.text(line);
  }
}
