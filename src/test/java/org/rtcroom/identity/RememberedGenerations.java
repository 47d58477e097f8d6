package org.rtcroom.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.rtcroom.kernel.UserId;

/** A store in memory, for tests. */
final class RememberedGenerations implements TokenStore {

  private final Map<UserId, Long> generations = new ConcurrentHashMap<>();
  final AtomicInteger reads = new AtomicInteger();
  volatile boolean away;

  long advance(Advance advance) {
    return generations.merge(advance.user(), (long) advance.by(), Long::sum);
  }

  long epoch;

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long generation(UserId user) {
    reads.incrementAndGet();
    if (away) {
      throw new IllegalStateException("the store is away");
    }
    return generations.getOrDefault(user, 0L);
  }
}
