package org.rtcroom.checkpoint;

import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.Serving;
import org.rtcroom.kernel.Unproxied;

/**
 * Whether this node may serve the database, and how far its checkpoints have got out of it.
 *
 * <pre>{@code
 *                    agrees, or is behind and acknowledged
 * not yet compared ----------------------------------------> served
 *        |
 *        |  is behind, disagrees, or the file cannot be read
 *        +-------------------------------------------------> refused
 * }</pre>
 *
 * <p>Only the comparison at a start moves it; a node that refuses does so until its next start.
 * Apart from that, checkpoints are either copied to the file outside or, since a moment, not
 * copied; the latter stops nothing, and readiness tells of it.
 */
@Unproxied
public class CheckpointGate implements Serving {

  private volatile Optional<String> obstacle =
      Optional.of("not yet compared with the file outside");
  private volatile String witness = "none";
  private volatile Optional<Instant> notCopiedSince = Optional.empty();
  private volatile Optional<WitnessedCheckpoint> seen = Optional.empty();

  /** The last checkpoint that a witness saw, and when its answer came. */
  public record WitnessedCheckpoint(long number, Instant at) {}

  @Override
  public boolean allowed() {
    return obstacle.isEmpty();
  }

  /** The obstacle, in words for the operator; empty if there is none. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /**
   * The sort of witness that sees the checkpoints, such as {@code url}; {@code none} without one.
   */
  public String witness() {
    return witness;
  }

  /** Since when this node cannot copy checkpoints to the file outside; empty while it can. */
  public Optional<Instant> notCopiedSince() {
    return notCopiedSince;
  }

  /** The last checkpoint the witness saw, from any node; empty if it saw none. */
  public Optional<WitnessedCheckpoint> seen() {
    return seen;
  }

  void refuse(String reason) {
    obstacle = Optional.of(reason);
  }

  void serve() {
    obstacle = Optional.empty();
  }

  void copied() {
    notCopiedSince = Optional.empty();
  }

  void notCopied(Instant now) {
    notCopiedSince = notCopiedSince.or(() -> Optional.of(now));
  }

  void seen(Receipt receipt) {
    seen =
        Optional.of(
            new WitnessedCheckpoint(receipt.number(), Instant.ofEpochMilli(receipt.atMillis())));
  }

  void witnessedBy(String sort) {
    witness = sort;
  }
}
