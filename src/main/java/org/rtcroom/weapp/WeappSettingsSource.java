package org.rtcroom.weapp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;
import org.rtcroom.weapp.WeappSettings.WebAuthentication;

/** Reads the {@link WeappSettings} once, when the service starts, and makes them injectable. */
@ApplicationScoped
public class WeappSettingsSource {

  private static final Logger LOG = System.getLogger(WeappSettingsSource.class.getName());

  @Produces
  @Singleton
  public WeappSettings weappSettings(Settings settings) {
    return WeappSettings.read(settings);
  }

  /** Has them read before the first request, and warns of dangerous ones. */
  void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, WeappSettings read) {
    boolean anybody = read.webAuthentication() == WebAuthentication.OPEN;
    if (anybody && read.mode() == Mode.PRODUCTION) {
      LOG.log(
          Level.WARNING,
          "roomservice.webrtc.authentication is open: whoever reaches webrtc_room and webexe_room"
              + " is taken for the user they name");
    }
    if (read.generation2017()) {
      LOG.log(
          Level.WARNING,
          "roomservice.weapp.generation-2017 is on: whoever shows no token is taken for the user"
              + " they name");
    }
    if (read.mode() == Mode.DEMO) {
      LOG.log(
          Level.WARNING, "demo mode: get_login_info signs tickets for anybody; not for real calls");
    }
  }
}
