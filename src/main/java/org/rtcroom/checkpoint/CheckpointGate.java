package org.rtcroom.checkpoint;

import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.ServiceHalted;
import org.rtcroom.kernel.Serving;
import org.rtcroom.kernel.Unproxied;

/**
 * Whether this node may serve the database, and how far its checkpoints have got out of it.
 *
 * <pre>{@code
 *                    agrees, or is behind and acknowledged
 * not yet compared ----------------------------------------> served
 *        |                                                      |
 *        |  is behind, disagrees,                               |  is found to be so later,
 *        |  or the file cannot be read                          |  or the service halts
 *        +-----------------------------> refused <--------------+
 * }</pre>
 *
 * <p>A node that refuses does so until its next start. Apart from that, checkpoints are either
 * copied to the file outside or, since a moment, not copied; the latter stops nothing, and
 * readiness tells of it.
 */
@Unproxied
public class CheckpointGate implements Serving {

  private static final Logger LOG = System.getLogger(CheckpointGate.class.getName());

  private volatile Optional<String> obstacle =
      Optional.of("not yet compared with the file outside");
  private boolean halted;
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

  /** One reason may say more than the other of what there is to do: none is left out. */
  synchronized void refuse(String reason) {
    if (halted && obstacle.filter(known -> known.contains(reason)).isPresent()) {
      return;
    }
    LOG.log(Level.ERROR, "not served: {0}", reason);
    obstacle = Optional.of(halted ? reason + "; " + obstacle.orElse("") : reason);
    halted = true;
  }

  void halt(@Observes ServiceHalted found) {
    refuse(found.reason());
  }

  /** Unless there is a reason not to. */
  synchronized void serve() {
    if (!halted) {
      obstacle = Optional.empty();
    }
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
