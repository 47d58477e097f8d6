package org.rtcroom.delivery;

import java.time.Duration;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * What the operator says about deliveries. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param interval between two looks for what is due
 * @param atOnce deliveries under way at the same time
 * @param lease how long one node has a delivery for itself
 * @param batch sessions one look takes
 * @param stuckAfter the age from which an undelivered row counts as stuck
 */
public record DeliverySettings(
    Duration interval, int atOnce, Duration lease, int batch, Duration stuckAfter) {

  private static final String DELIVERY = "roomservice.delivery.";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static DeliverySettings read(Settings settings) {
    return new DeliverySettings(
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
