package org.rtcroom.chain;

import java.time.Instant;
import java.util.HexFormat;

/**
 * One line of a chain, as it is hashed. The hash covers every other component; the personal part is
 * covered by its commitment alone, so that it can be erased and the chain still verifies.
 *
 * @param format version of the layout, {@link #FORMAT} for what this version writes
 * @param chain the session id, or the id of an access-log chain
 * @param seq number within the chain, from 0 without gaps
 * @param atMillis UTC milliseconds; not before the line before
 * @param details canonical JSON, nothing personal
 * @param commitment SHA-256(salt ‖ personal part); empty if there is none
 * @param previousHash hash of the line before; 32 zero bytes for the first
 */
@SuppressWarnings("ArrayRecordComponent") // compared by their hash
public record Line(
    int format,
    String chain,
    long seq,
    long atMillis,
    String kind,
    byte[] details,
    byte[] commitment,
    byte[] previousHash,
    byte[] hash) {

  /** The layout this version writes. */
  public static final int FORMAT = 1;

  private static final String DOMAIN = "rtcroom.line";

  /** What the first line of a chain names as the hash of the line before it. */
  public static byte[] genesis() {
    return new byte[Sha256.LENGTH];
  }

  /** A new line after the one with that hash. */
  public static Line following(
      byte[] previousHash, String chain, long seq, Instant at, String kind, LineContent content) {
    Line unhashed =
        new Line(
            FORMAT,
            chain,
            seq,
            at.toEpochMilli(),
            kind,
            content.details(),
            content.commitment(),
            previousHash,
            new byte[0]);
    return unhashed.with(unhashed.computedHash());
  }

  private Line with(byte[] newHash) {
    return new Line(format, chain, seq, atMillis, kind, details, commitment, previousHash, newHash);
  }

  /** The hash this line should have. */
  public byte[] computedHash() {
    return new Sha256()
        .field(DOMAIN)
        .field(format)
        .field(chain)
        .field(seq)
        .field(atMillis)
        .field(kind)
        .field(details)
        .field(commitment)
        .field(previousHash)
        .hash();
  }

  public Instant at() {
    return Instant.ofEpochMilli(atMillis);
  }

  public String hashHex() {
    return HexFormat.of().formatHex(hash);
  }

  @Override
  public String toString() {
    return chain + "#" + seq + " " + kind;
  }
}
