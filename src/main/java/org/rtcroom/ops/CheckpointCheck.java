package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.rtcroom.audit.checkpoint.CheckpointStanding;

/** A database that is behind the checkpoints outside it is not served. */
@ApplicationScoped
public class CheckpointCheck implements ReadinessCheck {

  @Inject CheckpointStanding standing;

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
    return Optional.of("witness: " + standing.witness());
  }
}
