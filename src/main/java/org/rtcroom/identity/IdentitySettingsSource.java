package org.rtcroom.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.rtcroom.settings.Settings;

/** Reads the {@link IdentitySettings} once and makes them injectable. */
@ApplicationScoped
public class IdentitySettingsSource {

  @Produces
  @Singleton
  public IdentitySettings identitySettings(Settings settings) {
    return IdentitySettings.read(settings);
  }
}
