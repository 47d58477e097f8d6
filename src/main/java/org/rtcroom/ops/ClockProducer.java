package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.rtcroom.room.MonotonicClock;

/** Where the time comes from: the only code that reads it. */
@ApplicationScoped
public class ClockProducer {

  @Produces
  @ApplicationScoped
  Clock utc() {
    return Clock.systemUTC();
  }

  @Produces
  @ApplicationScoped
  MonotonicClock monotonic() {
    return System::nanoTime;
  }
}
