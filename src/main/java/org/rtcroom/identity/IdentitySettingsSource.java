package org.rtcroom.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.settings.Settings;

/** Reads {@link IdentitySettings} and {@link Keys} at the start and makes them injectable. */
@ApplicationScoped
public class IdentitySettingsSource {

  private static final Logger LOG = System.getLogger(IdentitySettingsSource.class.getName());

  @Produces
  @Singleton
  public IdentitySettings identitySettings(Settings settings) {
    return IdentitySettings.read(settings);
  }

  @Produces
  @Singleton
  public Keys keys(Settings settings) {
    return new Keys(settings);
  }

  /** Has all read before the first request, so that a bad setting stops the start. */
  void readAtStart(@Observes Startup event, IdentitySettings settings, Keys keys) {
    LOG.log(
        Level.INFO,
        "application {0}: issues tickets {1}",
        String.valueOf(settings.sdkAppId()),
        keys.tickets().issue());
    LOG.log(Level.INFO, "keys of tokens, the first signs: {0}", keys.tokenKeys());
  }
}
