package org.rtcroom.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.identity.IdentitySettings;

/**
 * What this node knows of the keys that were given out. Read again once it is older than {@code
 * roomservice.identity.revocation-delay}: a key revoked on another node, or whose line or row was
 * tampered with, is good no longer than that. Thread-safe.
 */
@ApplicationScoped
public class StoredKeys {

  /** Keys; some 500 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  private final Cache<String, Known> known =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  private KeyStore store;
  private Duration longest;
  private Clock clock;

  private record Known(StoredKey key, Instant at) {}

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected StoredKeys() {}

  @Inject
  public StoredKeys(KeyStore store, IdentitySettings settings, Clock clock) {
    this.store = store;
    this.longest = settings.revocationDelay();
    this.clock = clock;
  }

  /** The good key of that HMAC. */
  Optional<ApiKey> find(String hmac) {
    Instant now = clock.instant();
    Known remembered = known.getIfPresent(hmac);
    Optional<StoredKey> key =
        remembered == null || outdated(remembered, now)
            ? read(hmac, now)
            : Optional.of(remembered.key());
    return key.filter(found -> found.goodAt(now)).map(StoredKey::key);
  }

  /** Has the key read again when it is shown next, because it was just changed. */
  public void forget(StoredKey key) {
    known.invalidate(key.hmac());
  }

  /** What is no key is not remembered: guesses must not push keys out. */
  private Optional<StoredKey> read(String hmac, Instant now) {
    Optional<StoredKey> key = store.find(hmac);
    key.ifPresentOrElse(
        found -> known.put(hmac, new Known(found, now)), () -> known.invalidate(hmac));
    return key;
  }

  /** A wall clock that was set back makes what is known outdated too. */
  private boolean outdated(Known remembered, Instant now) {
    Duration age = Duration.between(remembered.at(), now);
    return age.isNegative() || age.compareTo(longest) >= 0;
  }
}
