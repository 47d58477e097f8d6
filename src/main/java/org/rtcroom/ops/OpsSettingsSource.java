package org.rtcroom.ops;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.settings.Mode;
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

  /** Before others stop the start for one of them: all that production lacks. */
  void tellAtStart(
      @Observes
          @Priority(Interceptor.Priority.PLATFORM_BEFORE)
          @Initialized(ApplicationScoped.class)
          Object start,
      Settings settings) {
    if (settings.mode() == Mode.PRODUCTION) {
      SettingsCheck.problems(settings)
          .forEach(problem -> LOG.log(Level.ERROR, "setting refused: {0}", problem));
    }
  }

  /** Has them read before the first request, so that a bad setting stops the start. */
  void readAtStart(@Observes Startup event, OpsSettings settings) {
    LOG.log(
        Level.DEBUG,
        "clocks may be {0} s apart",
        String.valueOf(settings.clockTolerance().toSeconds()));
  }
}
