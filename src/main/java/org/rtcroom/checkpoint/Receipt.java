package org.rtcroom.checkpoint;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Sha256;

/**
 * The answer of a witness to a checkpoint.
 *
 * @param witness the sort of witness, such as {@code url}
 * @param atMillis when the answer came, by the clock of the node that asked
 * @param answer its bytes; none if that sort of witness says nothing
 * @param hash of the checkpoint that the witness was shown
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Receipt(long number, String witness, long atMillis, byte[] answer, byte[] hash) {

  private static final byte[] NOTHING = {};

  /** As exports and dossiers hold it: checkpoint-format.md. */
  public Map<String, Object> fields() {
    return new TreeMap<>(
        Map.of(
            "number", number,
            "hash", HexFormat.of().formatHex(hash),
            "witness", witness,
            "at", atMillis,
            "answer", HexFormat.of().formatHex(answer)));
  }

  /** The document that the service signs when the answer has come. */
  byte[] document() {
    return CanonicalJson.bytes(
        Map.of(
            "number", number,
            "hash", HexFormat.of().formatHex(hash),
            "witness", witness,
            "at", atMillis,
            "answer", HexFormat.of().formatHex(Sha256.of(answer, NOTHING))));
  }
}
