package org.rtcroom.http;

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
 * not be remembered. An address stands for all that {@link IpAddress#subscriber} joins with it.
 * Counts on this node only.
 */
@Unproxied
public class Rates {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Buckets of each kind; some 400 bytes each. Beyond it those used least are full again. */
  private static final long MOST_REMEMBERED = 100_000;

  private final Cache<String, Bucket> users = buckets();
  private final Cache<String, Bucket> addresses = buckets();
  private final Cache<String, Bucket> backEnds = buckets();

  private final HttpSettings settings;
  private final MonotonicClock stopwatch;

  @Inject
  public Rates(HttpSettings settings, MonotonicClock stopwatch) {
    this.settings = settings;
    this.stopwatch = stopwatch;
  }

  private static Cache<String, Bucket> buckets() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_REMEMBERED)
        .expireAfterAccess(MINUTE.multipliedBy(2))
        .build();
  }

  /**
   * Counts one request of a client at that address.
   *
   * @throws TooManyRequests if it is beyond the limit
   */
  public void countAddress(String address) {
    count(addresses, IpAddress.subscriber(address), settings.ratePerAddress());
  }

  /**
   * Counts one request of a back end or an operator at that address, who share no bucket with the
   * clients there: neither can keep the other out.
   *
   * @throws TooManyRequests if it is beyond the limit
   */
  public void countBackEnd(String address) {
    count(backEnds, IpAddress.subscriber(address), settings.ratePerAddress());
  }

  /**
   * Counts one request of that user.
   *
   * @throws TooManyRequests if it is beyond the limit
   */
  public void countUser(String userId) {
    count(users, userId, settings.ratePerUser());
  }

  /** Counts one request of that user, which is served in any case; whether the limit allows it. */
  public boolean allowsUser(String userId) {
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
      throw new TooManyRequests(Duration.ofNanos(next.getNanosToWaitForRefill()));
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
