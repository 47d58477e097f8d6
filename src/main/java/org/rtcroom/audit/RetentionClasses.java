package org.rtcroom.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rtcroom.settings.Settings;

/**
 * How long sessions of a class must be kept: settings {@code roomservice.retention.CLASS}. There is
 * no class but those that are set.
 */
@ApplicationScoped
public class RetentionClasses {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Duration SHORTEST = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(36_525);

  @Inject Settings settings;

  /** The period of a class; empty if there is no such class. */
  public Optional<Duration> period(String name) {
    return NAME.matcher(name).matches()
        ? settings.optionalDuration("roomservice.retention." + name, SHORTEST, LONGEST)
        : Optional.empty();
  }
}
