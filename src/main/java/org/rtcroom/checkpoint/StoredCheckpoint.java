package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A checkpoint as auditors read it.
 *
 * @param body canonical JSON, exactly as signed
 * @param signature lower-case hexadecimal
 * @param hash lower-case hexadecimal
 * @param key id of the key that signed
 */
public record StoredCheckpoint(
    long number,
    Instant time,
    long leaves,
    String key,
    String body,
    String signature,
    String hash,
    Optional<Receipt> receipt) {

  static StoredCheckpoint of(Checkpoint checkpoint, Optional<Receipt> receipt) {
    return new StoredCheckpoint(
        checkpoint.number(),
        Instant.ofEpochMilli(checkpoint.atMillis()),
        checkpoint.leaves(),
        checkpoint.keyId(),
        new String(checkpoint.body(), StandardCharsets.UTF_8),
        HexFormat.of().formatHex(checkpoint.signature()),
        checkpoint.hashHex(),
        receipt);
  }
}
