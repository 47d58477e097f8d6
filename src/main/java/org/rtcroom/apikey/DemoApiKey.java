package org.rtcroom.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import org.rtcroom.identity.SecretFingerprint;
import org.rtcroom.settings.KeyFolder;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The one API key of demo mode: it has every role, is made at the first start and kept in {@code
 * <roomservice.home>/demo-api-key}, readable by the owner of the process only. Each start tells
 * where it is; no log has the key. Production has no such key.
 */
@ApplicationScoped
@Typed(DemoApiKey.class)
public class DemoApiKey implements ApiKeys {

  /** Its name within {@code roomservice.home}. */
  static final String FILE = "demo-api-key";

  private static final Logger LOG = System.getLogger(DemoApiKey.class.getName());

  /** Its name and id in the access log. */
  static final String ID = "demo";

  private static final ApiKey KEY = new ApiKey(ID, EnumSet.allOf(ApiKey.Role.class));

  private Optional<String> hash;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected DemoApiKey() {}

  /** In demo mode reads the key, or makes it. */
  @Inject
  public DemoApiKey(Settings settings) {
    boolean demo = settings.mode() == Mode.DEMO;
    hash = demo ? Optional.of(SecretFingerprint.hex(keptOrMade(settings))) : Optional.empty();
  }

  @Override
  public Optional<ApiKey> find(String bearer) {
    return hash.filter(known -> SecretFingerprint.equal(known, SecretFingerprint.hex(bearer)))
        .map(known -> KEY);
  }

  /** Makes the bean at the start, so that its place is told before it is needed. */
  void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
    LOG.log(Level.DEBUG, "API keys: {0}", hash.isPresent() ? "the demo key" : "none");
  }

  private static String keptOrMade(Settings settings) {
    String kept = KeyFolder.shared(settings.home()).keptOrMade(FILE, ApiKeySecrets::freshText);
    LOG.log(
        Level.INFO,
        "the demo API key, which has every role, is in {0}",
        settings.home().resolve(FILE).toString());
    return kept;
  }
}
