package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.rtcroom.settings.Settings;

/** Reads the {@link DeliverySettings} once and makes them injectable. */
@ApplicationScoped
public class DeliverySettingsSource {

  @Produces
  @Singleton
  public DeliverySettings deliverySettings(Settings settings) {
    return DeliverySettings.read(settings);
  }
}
