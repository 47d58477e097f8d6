package org.rtcroom.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checkpoints that cover one chain.
 *
 * @param copy lines of the copy outside the database: these checkpoints, those between each and the
 *     first that was witnessed after it, and all documents about keys
 * @param coverings in ascending order of their checkpoints
 * @param omitted how many more checkpoints cover the chain, between the first and the last ones
 */
public record Cover(List<String> copy, List<CoveringCheckpoint> coverings, long omitted) {

  /**
   * One checkpoint that covers the chain.
   *
   * @param lastSeq the last line that it covers
   * @param witnessed the receipt for it, or for the first one after it that the witness saw
   * @param before the receipt for the last one before it that the witness saw
   */
  public record CoveringCheckpoint(
      StoredCheckpoint checkpoint,
      InclusionProof proof,
      long lastSeq,
      Optional<Receipt> witnessed,
      Optional<Receipt> before) {}

  /**
   * The inclusion proof of a leaf, RFC 6962, section 2.1.1.
   *
   * @param leaf canonical JSON
   * @param path lower-case hexadecimal, from the leaf's sibling upwards
   */
  public record InclusionProof(long number, String leaf, int index, int size, List<String> path) {}

  /** Number of the last line that is covered, −1 if none is. */
  public long lastSeq() {
    return coverings.stream().mapToLong(CoveringCheckpoint::lastSeq).max().orElse(-1);
  }

  /** The receipts, by checkpoint, each once. */
  public List<Receipt> receipts() {
    Map<Long, Receipt> receipts = new TreeMap<>();
    for (CoveringCheckpoint covering : coverings) {
      covering.witnessed().ifPresent(receipt -> receipts.put(receipt.number(), receipt));
    }
    return List.copyOf(receipts.values());
  }
}
