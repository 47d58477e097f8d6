package org.rtcroom.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checkpoints that cover one chain.
 *
 * @param copy lines of the copy outside the database: these checkpoints, those between each and the
 *     first that was witnessed after it, the newest one, and all documents about keys
 * @param coverings in ascending order of their checkpoints
 * @param omitted how many more checkpoints cover the chain, between the first and the last ones
 * @param missing checkpoints that may have covered the chain, and whose leaves are not all there
 */
public record Cover(
    List<String> copy,
    List<CoveringCheckpoint> coverings,
    long omitted,
    List<MissingLeaf> missing) {

  /**
   * One checkpoint that covers the chain.
   *
   * @param lastSeq the last line that it covers
   * @param witnessed the receipt for it, or for the first one after it that the witness saw
   * @param stamped when a time-stamp authority saw it, by that authority's clock; only if its time
   *     stamp was verified with the certificate in the settings
   * @param before the receipt for the last one before it that the witness saw
   */
  public record CoveringCheckpoint(
      StoredCheckpoint checkpoint,
      InclusionProof proof,
      long lastSeq,
      Optional<Receipt> witnessed,
      Optional<Instant> stamped,
      Optional<Receipt> before) {}

  /**
   * A checkpoint whose leaves are not all there.
   *
   * @param lost whether none is left, as after a restore, when what they were is lost as well
   */
  public record MissingLeaf(long number, boolean lost) {}

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
