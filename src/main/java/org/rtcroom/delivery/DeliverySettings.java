package org.rtcroom.delivery;

import jakarta.inject.Inject;
import java.time.Duration;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * The settings of deliveries. Their bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param interval between two looks for due deliveries
 * @param atOnce deliveries under way at the same time
 * @param lease how long one node has a delivery for itself
 * @param batch sessions one look takes
 * @param stuckAfter the age from which an undelivered row counts as stuck
 */
@Unproxied
public record DeliverySettings(
    Duration interval, int atOnce, Duration lease, int batch, Duration stuckAfter) {

  private static final String DELIVERY = "roomservice.delivery.";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  @Inject
  public DeliverySettings(Settings settings) {
    this(
        settings.duration(
            DELIVERY + "interval", Duration.ofSeconds(1), Duration.ofMillis(100), MINUTE),
        settings.integer(DELIVERY + "at-once", 16, 1, 256),
        settings.duration(
            DELIVERY + "lease",
            Duration.ofSeconds(15),
            Duration.ofSeconds(12),
            Duration.ofMinutes(10)),
        settings.integer(DELIVERY + "batch", 500, 1, 10_000),
        settings.duration(
            DELIVERY + "stuck-after", MINUTE, Duration.ofSeconds(1), Duration.ofDays(1)));
  }
}
