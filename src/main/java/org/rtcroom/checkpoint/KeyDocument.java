package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.RecordJson;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.chain.Sha256;

/**
 * A signed document that stands among the checkpoints: a change or revocation of the key that signs
 * them, that the database was restored, or that something was ended for good.
 *
 * @param number of the first checkpoint that comes after it
 * @param keyId the key in force afterwards
 * @param document canonical JSON; the bytes that were signed
 * @param first signature of a change by the old key, no bytes if that was lost; of others by the
 *     key in force
 * @param second signature of a change by the new key; no bytes for others
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyDocument(
    DocumentKind kind, long number, String keyId, byte[] document, byte[] first, byte[] second) {

  enum DocumentKind {
    CHANGE("keyChange"),
    REVOCATION("keyRevoked"),
    RESTORED("restored"),
    ENDED("ended");

    /** By which lines of the copy outside the database call it. */
    final String name;

    DocumentKind(String name) {
      this.name = name;
    }

    /** Whether it says which key is in force. */
    boolean ofKeys() {
      return this == CHANGE || this == REVOCATION;
    }
  }

  private static final byte[] NONE = {};

  /** From that number on, another key signs. Both sign the change. */
  static KeyDocument change(long number, long atMillis, SigningKey old, SigningKey successor) {
    Map<String, Object> fields = changeFields(number, atMillis, old.id(), successor);
    fields.put("oldKey", old.publicHex());
    byte[] document = CanonicalJson.bytes(fields);
    byte[] signature = old.sign(Domain.KEY_CHANGE, document);
    return change(number, document, signature, successor);
  }

  /**
   * As a change, but the old key was lost and signs nothing.
   *
   * @param oldKey its public half, as far as it is known
   */
  static KeyDocument loss(
      long number, long atMillis, String old, Optional<String> oldKey, SigningKey successor) {
    Map<String, Object> fields = changeFields(number, atMillis, old, successor);
    fields.put("lost", true);
    oldKey.ifPresent(key -> fields.put("oldKey", key));
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

  /**
   * That the database was restored from a backup.
   *
   * @param number of the next checkpoint
   * @param fields what it says besides that
   */
  static KeyDocument restored(long number, Map<String, ?> fields, SigningKey inForce) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("number", number);
    byte[] document = CanonicalJson.bytes(all);
    return new KeyDocument(
        DocumentKind.RESTORED,
        number,
        inForce.id(),
        document,
        inForce.sign(Domain.RESTORED, document),
        NONE);
  }

  /**
   * That something was ended for good.
   *
   * @param number of the next checkpoint
   * @param fields what it says besides that
   */
  static KeyDocument ended(long number, Map<String, ?> fields, SigningKey inForce) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("number", number);
    byte[] document = CanonicalJson.bytes(all);
    byte[] signature = inForce.sign(Domain.ENDED, document);
    return new KeyDocument(DocumentKind.ENDED, number, inForce.id(), document, signature, NONE);
  }

  /** Whether it revokes that key from that number on. */
  boolean revokes(CheckpointSettings.RevokedKey revoked) {
    return kind == DocumentKind.REVOCATION
        && RecordedJson.find(document)
            .filter(read -> read.getString("key", "").equals(revoked.key()))
            .filter(read -> read.getJsonNumber("from").longValue() == revoked.from())
            .isPresent();
  }

  /** SHA-256, lower-case hexadecimal; the next checkpoint names a restored database by it. */
  String hashHex() {
    return HexFormat.of().formatHex(Sha256.of(document, NONE));
  }

  /** The line of the copy outside the database, without its line feed. */
  String line() {
    boolean change = kind == DocumentKind.CHANGE;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("format", Domain.FORMAT);
    line.put(kind.name, new String(document, StandardCharsets.UTF_8));
    line.put(change ? "oldSignature" : "signature", HexFormat.of().formatHex(first));
    line.put(change ? "newSignature" : "by", change ? HexFormat.of().formatHex(second) : keyId);
    return RecordJson.text(line);
  }
}
