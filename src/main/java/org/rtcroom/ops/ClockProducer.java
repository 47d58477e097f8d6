package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.rtcroom.kernel.MonotonicClock;

/** Where the time comes from: the only code that reads it. */
@ApplicationScoped
public class ClockProducer {

  @Produces
  @Singleton
  Clock utc() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  MonotonicClock monotonic() {
    return System::nanoTime;
  }
}
