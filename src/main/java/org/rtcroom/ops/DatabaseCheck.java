package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.rtcroom.ops.metrics.DatabaseProbe;

/** Nothing can be recorded without the database. */
@ApplicationScoped
public class DatabaseCheck implements ReadinessCheck {

  @Inject DatabaseProbe probe;

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Optional<String> obstacle() {
    return probe.answer().isPresent() ? Optional.empty() : Optional.of("does not answer");
  }
}
