package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Inject;
import java.time.Duration;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Unproxied;

/**
 * Refuses requests of a user, or from an address, beyond the limit per minute. Each has a bucket
 * that holds a minute's requests and fills up evenly. After a minute of silence it is full and need
 * not be remembered. Counts on this node only.
 */
@Unproxied
class Rates {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Buckets of each kind; some 400 bytes each. Beyond it those used least are full again. */
  private static final long MOST_REMEMBERED = 100_000;

  private final Cache<String, Bucket> users = buckets();
  private final Cache<String, Bucket> addresses = buckets();

  @Inject WeappSettings settings;
  @Inject MonotonicClock stopwatch;

  private static Cache<String, Bucket> buckets() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_REMEMBERED)
        .expireAfterAccess(MINUTE.multipliedBy(2))
        .build();
  }

  /** Counts one request of that address. */
  void countAddress(String address) {
    count(addresses, address, settings.ratePerAddress());
  }

  /** Counts one request of that user. */
  void countUser(String userId) {
    count(users, userId, settings.ratePerUser());
  }

  /** Counts one request of that user, which is served in any case; whether the limit allows it. */
  boolean allowsUser(String userId) {
    int perMinute = settings.ratePerUser();
    return perMinute == 0 || users.get(userId, key -> full(perMinute)).tryConsume(1);
  }

  private void count(Cache<String, Bucket> buckets, String who, int perMinute) {
    if (perMinute == 0) {
      return;
    }
    Bucket bucket = buckets.get(who, key -> full(perMinute));
    if (!bucket.tryConsume(1)) {
      EstimationProbe next = bucket.estimateAbilityToConsume(1);
      throw Refusal.tooManyRequests(Duration.ofNanos(next.getNanosToWaitForRefill()));
    }
  }

  private Bucket full(int perMinute) {
    return Bucket.builder()
        .withCustomTimePrecision(new Meter(stopwatch))
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
        .build();
  }

  /** Not the wall clock: setting that back would keep all clients out until it is there again. */
  private record Meter(MonotonicClock stopwatch) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return stopwatch.nanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
