package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.checkpoint.CheckpointGate;

/**
 * A database that is behind the checkpoints outside it is not served. Checkpoints that do not get
 * out are no obstacle, because recording waits for none, but are told.
 */
@ApplicationScoped
public class CheckpointCheck implements ReadinessCheck {

  @Inject CheckpointGate standing;
  @Inject Clock clock;

  @Override
  public String name() {
    return "checkpoints";
  }

  @Override
  public Optional<String> obstacle() {
    return standing.obstacle();
  }

  @Override
  public Optional<String> remark() {
    String notCopied =
        standing
            .notCopiedSince()
            .map(since -> "; not copied outside the database since " + since)
            .orElse("");
    return Optional.of("witness: " + standing.witness() + seen() + notCopied);
  }

  private String seen() {
    return standing
        .seen()
        .map(last -> ", saw checkpoint " + last.number() + " " + age(last.at()) + " s ago")
        .orElse("");
  }

  private long age(Instant then) {
    return Math.max(0, Duration.between(then, clock.instant()).toSeconds());
  }
}
