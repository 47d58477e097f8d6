package org.rtcroom.audit.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Whether the database may be served: only one that is not behind the file outside it. Until both
 * were compared nobody knows.
 */
@ApplicationScoped
public class CheckpointStanding {

  private volatile Optional<String> obstacle =
      Optional.of("not yet compared with the file outside");
  private volatile String witness = "none";

  /** What stands in the way, in words for the operator; empty if nothing does. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /** What sort of witness sees the checkpoints, such as {@code url}; {@code none} without one. */
  public String witness() {
    return witness;
  }

  void refuse(String reason) {
    obstacle = Optional.of(reason);
  }

  void serve() {
    obstacle = Optional.empty();
  }

  void witnessedBy(String sort) {
    witness = sort;
  }
}
