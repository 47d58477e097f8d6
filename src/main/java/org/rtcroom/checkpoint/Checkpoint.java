package org.rtcroom.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.RecordJson;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.chain.Sha256;

/**
 * A signed checkpoint, as checkpoint-format.md describes it.
 *
 * @param number from 0 without gaps
 * @param body canonical JSON; the bytes that were signed
 * @param hash over body and signature; the next checkpoint names it
 * @param keyId of the key that signed
 * @param atMillis by the clock of the node that signed
 * @param leaves how many
 */
@SuppressWarnings("ArrayRecordComponent") // compared by their hash
record Checkpoint(
    long number,
    byte[] body,
    byte[] signature,
    byte[] hash,
    String keyId,
    long atMillis,
    long leaves) {

  /** Stands in number 0 as the hash of the checkpoint before it. */
  static final byte[] GENESIS = new byte[Sha256.LENGTH];

  /**
   * The content of a checkpoint before it is signed.
   *
   * @param restored hashes of the documents about restored databases since the checkpoint before
   * @param mode {@code demo} or {@code production}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record UnsignedCheckpoint(
      long number,
      byte[] previous,
      long atMillis,
      byte[] root,
      long leaves,
      NodeList nodes,
      List<String> restored,
      String mode) {

    Checkpoint signedBy(SigningKey key) {
      Map<String, Object> fields = new HashMap<>();
      fields.put("number", number);
      fields.put("previous", HexFormat.of().formatHex(previous));
      fields.put("time", atMillis);
      fields.put("root", HexFormat.of().formatHex(root));
      fields.put("leaves", leaves);
      nodes.into(fields);
      if (!restored.isEmpty()) {
        fields.put("restored", restored);
      }
      fields.put("key", key.id());
      fields.put("mode", mode);
      byte[] body = CanonicalJson.bytes(fields);
      byte[] signature = key.sign(Domain.CHECKPOINT, body);
      return new Checkpoint(
          number, body, signature, hashOf(body, signature), key.id(), atMillis, leaves);
    }
  }

  /** SHA-256 over the signed bytes and, as one more field, the signature. */
  static byte[] hashOf(byte[] body, byte[] signature) {
    byte[] signatureField = new byte[Integer.BYTES + signature.length];
    ByteBuffer.wrap(signatureField).putInt(signature.length).put(signature);
    return Sha256.of(Domain.CHECKPOINT.signed(body), signatureField);
  }

  /** The root in its body; empty if somebody has made the body unreadable. */
  String root() {
    return RecordedJson.find(body).map(json -> json.getString("root", "")).orElse("");
  }

  String hashHex() {
    return HexFormat.of().formatHex(hash);
  }

  /** The line of the copy outside the database, without its line feed. */
  String line() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("format", Domain.FORMAT);
    line.put("body", new String(body, StandardCharsets.UTF_8));
    line.put("signature", HexFormat.of().formatHex(signature));
    line.put("hash", hashHex());
    return RecordJson.text(line);
  }

  @Override
  public String toString() {
    return "checkpoint " + number;
  }
}
