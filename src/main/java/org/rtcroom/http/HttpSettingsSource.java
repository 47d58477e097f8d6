package org.rtcroom.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/** Reads the {@link HttpSettings} once, when the service starts, and makes them injectable. */
@ApplicationScoped
public class HttpSettingsSource {

  private static final Logger LOG = System.getLogger(HttpSettingsSource.class.getName());

  @Produces
  @Singleton
  public HttpSettings httpSettings(Settings settings) {
    return HttpSettings.read(settings);
  }

  /** Has them read before the first request, so that a bad setting stops the start. */
  void readAtStart(@Observes Startup event, HttpSettings read, Settings all) {
    if (all.mode() == Mode.PRODUCTION && !read.requireHttps()) {
      LOG.log(
          Level.WARNING,
          "roomservice.http.require-https is false: tickets, tokens and API keys may be sent in"
              + " the clear");
    }
    for (String wide : read.trustedProxies().networks().wide()) {
      LOG.log(
          Level.WARNING,
          TrustedProxies.NETWORKS
              + " has {0}, which is wider than a row of proxies needs: whoever has an address in it"
              + " may say where its requests come from",
          wide);
    }
  }
}
