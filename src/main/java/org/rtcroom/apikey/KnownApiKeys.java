package org.rtcroom.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;

/**
 * All API keys: that of demo mode, the one the first administrator begins with, and those that were
 * given out.
 */
@ApplicationScoped
public class KnownApiKeys implements ApiKeys {

  /** Gives out keys and nothing else. It is ended by taking it from the settings. */
  private static final ApiKey BOOTSTRAP = new ApiKey("bootstrap", EnumSet.of(ApiKey.Role.ADMIN));

  /** Characters; a longer text is no key and not worth the computing. */
  private static final int LONGEST = 512;

  private DemoApiKey demo;
  private ApiKeySecrets secrets;
  private StoredKeys stored;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected KnownApiKeys() {}

  @Inject
  public KnownApiKeys(DemoApiKey demo, ApiKeySecrets secrets, StoredKeys stored) {
    this.demo = demo;
    this.secrets = secrets;
    this.stored = stored;
  }

  @Override
  public Optional<ApiKey> find(String bearer) {
    if (bearer.isEmpty() || bearer.length() > LONGEST) {
      return Optional.empty();
    }
    return demo.find(bearer)
        .or(() -> secrets.isBootstrap(bearer) ? Optional.of(BOOTSTRAP) : Optional.empty())
        .or(() -> stored.find(secrets.hmac(bearer)));
  }
}
