package org.rtcroom.kernel;

/** A clock that cannot be set: good for measuring how long something took. */
@FunctionalInterface
public interface MonotonicClock {

  /** Nanoseconds since some moment; never runs backwards. */
  long nanos();
}
