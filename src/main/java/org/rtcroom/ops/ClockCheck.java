package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.rtcroom.ops.metrics.DatabaseProbe;

/**
 * A node whose clock is wrong takes tickets and tokens for expired that are not, and records times
 * that nobody can use as evidence. It is compared with the database's, which all nodes share.
 */
@ApplicationScoped
public class ClockCheck implements ReadinessCheck {

  @Inject DatabaseProbe probe;
  @Inject OpsSettings settings;

  @Override
  public String name() {
    return "clock";
  }

  /** A database that does not answer is for its own check to tell. */
  @Override
  public Optional<String> obstacle() {
    return probe.answer().flatMap(answer -> obstacle(answer.ahead(), settings.clockTolerance()));
  }

  static Optional<String> obstacle(Duration ahead, Duration tolerance) {
    return ahead.abs().compareTo(tolerance) <= 0
        ? Optional.empty()
        : Optional.of(
            ahead.abs().toSeconds()
                + (ahead.isNegative() ? " s behind" : " s ahead of")
                + " the clock of the database");
  }
}
