package org.rtcroom.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.settings.Settings;

/**
 * Reads the {@link ApiKeySecrets} at the start and makes them injectable, and the pseudonyms, too.
 */
@ApplicationScoped
public class ApiKeySecretsSource {

  private static final Logger LOG = System.getLogger(ApiKeySecretsSource.class.getName());

  @Produces
  @Singleton
  public ApiKeySecrets apiKeySecrets(Settings settings) {
    return ApiKeySecrets.read(settings);
  }

  @Produces
  @Singleton
  public Pseudonyms pseudonyms(ApiKeySecrets secrets) {
    return secrets.pseudonyms();
  }

  /** Has them read before the first request, so that a bad setting stops the start. */
  void readAtStart(@Observes Startup event, ApiKeySecrets secrets) {
    LOG.log(Level.DEBUG, "secrets of API keys: {0}", secrets);
  }
}
