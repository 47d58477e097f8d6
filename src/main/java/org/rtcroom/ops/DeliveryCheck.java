package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.rtcroom.delivery.Deliveries;
import org.rtcroom.delivery.Deliveries.Backlog;
import org.rtcroom.ops.metrics.DatabaseProbe;

/**
 * Tells when the outside cannot be told what happened. No obstacle: the outbox is there so that
 * clients notice nothing of such an outage, and another node would fare no better.
 */
@ApplicationScoped
public class DeliveryCheck implements ReadinessCheck {

  @Inject Deliveries deliveries;
  @Inject DatabaseProbe probe;

  @Override
  public String name() {
    return "deliveries";
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public Optional<String> remark() {
    return probe.answer().flatMap(answers -> remark(deliveries.backlog()));
  }

  static Optional<String> remark(Backlog backlog) {
    Duration oldest = backlog.oldest();
    return backlog.stuck() == 0
        ? Optional.empty()
        : Optional.of(
            backlog.stuck() + " stuck, the oldest for " + oldest.toSeconds() + " s");
  }
}
