package org.rtcroom.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.rtcroom.identity.IdentitySettings;

/**
 * All API keys: that of demo mode, the one the first administrator begins with, and those that were
 * given out.
 *
 * <p>A node remembers keys that were given out, and reads each again once its knowledge is older
 * than {@code roomservice.identity.revocation-delay}: a key revoked on another node, or whose line
 * or row was tampered with, is good no longer than that. A text that was never given out costs no
 * question to the database and is not remembered. Thread-safe.
 */
@ApplicationScoped
public class KnownApiKeys implements ApiKeys {

  /** Gives out keys and nothing else. It ends when it is taken from the settings. */
  private static final ApiKey BOOTSTRAP = new ApiKey("bootstrap", EnumSet.of(ApiKey.Role.ADMIN));

  /** Characters; a longer text is no key and not worth the computing. */
  private static final int LONGEST = 512;

  /** Keys; some 500 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  @Inject DemoApiKey demo;
  @Inject ApiKeySecrets secrets;
  @Inject KeyRegistry registry;
  @Inject IdentitySettings settings;
  @Inject Clock clock;

  private final Cache<String, RememberedKey> remembered =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /** A key as it was read at a moment. */
  private record RememberedKey(StoredKey key, Instant at) {

    /** A wall clock that was set back makes it outdated too. */
    boolean outdated(Instant now, Duration delay) {
      Duration age = Duration.between(at, now);
      return age.isNegative() || age.compareTo(delay) >= 0;
    }
  }

  @Override
  public Optional<ApiKey> find(String bearer) {
    if (bearer.isEmpty() || bearer.length() > LONGEST) {
      return Optional.empty();
    }
    return demo.find(bearer)
        .or(() -> secrets.isBootstrap(bearer) ? Optional.of(BOOTSTRAP) : Optional.empty())
        .or(() -> secrets.mayHaveMade(bearer) ? stored(secrets.hmac(bearer)) : Optional.empty());
  }

  private Optional<ApiKey> stored(String hmac) {
    Instant now = clock.instant();
    RememberedKey known = remembered.getIfPresent(hmac);
    Optional<StoredKey> key =
        known == null || known.outdated(now, settings.revocationDelay())
            ? read(hmac, now)
            : Optional.of(known.key());
    return key.filter(found -> found.goodAt(now)).map(StoredKey::key);
  }

  /** A text that is no key any more is not remembered: only who has one could show it. */
  private Optional<StoredKey> read(String hmac, Instant now) {
    Optional<StoredKey> key = registry.find(hmac);
    key.ifPresentOrElse(
        found -> remembered.put(hmac, new RememberedKey(found, now)),
        () -> remembered.invalidate(hmac));
    return key;
  }

  /** Has a key that was just changed read again when it is shown next. */
  public void forget(StoredKey key) {
    remembered.invalidate(key.hmac());
  }
}
