package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts requests per minute and source, and refuses those beyond the limit. A minute begins on the
 * clock, so around its turn twice the limit can pass.
 */
@ApplicationScoped
class Rates {

  private static final long MINUTE = 60_000;
  private static final long MOST_REMEMBERED = 100_000;

  private record Counted(String who, long minute) {}

  private final Cache<Counted, AtomicInteger> counts =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(Duration.ofMinutes(2))
          .build();

  @Inject WeappSettings settings;
  @Inject Clock clock;

  /** Counts one request of that address. */
  void countAddress(String address) {
    count("address " + address, settings.ratePerAddress());
  }

  /** Counts one request of that user. */
  void countUser(String userId) {
    count("user " + userId, settings.ratePerUser());
  }

  private void count(String who, int most) {
    if (most == 0) {
      return;
    }
    Counted now = new Counted(who, clock.millis() / MINUTE);
    if (counts.get(now, key -> new AtomicInteger()).incrementAndGet() > most) {
      throw new Refusal(WireProblem.TOO_MANY_REQUESTS);
    }
  }
}
