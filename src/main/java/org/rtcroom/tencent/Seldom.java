package org.rtcroom.tencent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.rtcroom.kernel.MonotonicClock;

/** Lets an equal text through once a minute, so that one trouble does not fill the log. */
final class Seldom {

  private static final int MOST_TEXTS = 1_000;

  private final Cache<String, Boolean> said;

  Seldom(MonotonicClock stopwatch) {
    said =
        Caffeine.newBuilder()
            .ticker(stopwatch::nanos)
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MOST_TEXTS)
            .build();
  }

  boolean mayBeSaid(String text) {
    return said.asMap().putIfAbsent(text, Boolean.TRUE) == null;
  }
}
