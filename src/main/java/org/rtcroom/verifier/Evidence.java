package org.rtcroom.verifier;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A history to be verified, as series of records in the order that checkpoint-format.md gives them.
 * A file and the database are read alike. Several series are open at once; each may be opened more
 * than once.
 */
public interface Evidence {

  About about() throws IOException;

  /** The signature under what it says of itself; a database has none. */
  default Optional<Seal> seal() throws IOException {
    return Optional.empty();
  }

  /** How its packing differs from that of the service, which is only a remark. */
  default Optional<String> repacked() {
    return Optional.empty();
  }

  /** The entries of the copy outside the database, one JSON object each, by number. */
  Source<byte[]> checkpoints() throws IOException;

  /**
   * What a witness answered to them, by number. A database has none to judge: a row of it counts
   * only if the service signed it, or if it proves itself.
   */
  default Source<Receipt> receipts() throws IOException {
    return new Listed<>(List.of());
  }

  /** By number, then chain. */
  Source<Leaf> leaves() throws IOException;

  /** By the line they name. */
  Source<Row> rows() throws IOException;

  /** By chain. */
  Source<Head> heads() throws IOException;

  /** By chain, then number. */
  Source<Leaf> leavesByChain() throws IOException;

  /** By chain. */
  Source<Tombstone> tombstones() throws IOException;

  /** By chain, then number. */
  Source<Line> lines() throws IOException;
}
