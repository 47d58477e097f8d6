package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.settings.Settings;

/** Reads the {@link OpsSettings} once, when the service starts, and makes them injectable. */
@ApplicationScoped
public class OpsSettingsSource {

  private static final Logger LOG = System.getLogger(OpsSettingsSource.class.getName());

  @Produces
  @Singleton
  public OpsSettings opsSettings(Settings settings) {
    return OpsSettings.read(settings);
  }

  /** Has them read before the first request, so that a bad setting stops the start. */
  void readAtStart(@Observes Startup event, OpsSettings settings) {
    LOG.log(
        Level.DEBUG,
        "clocks may be {0} s apart",
        String.valueOf(settings.clockTolerance().toSeconds()));
  }
}
