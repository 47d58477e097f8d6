package org.rtcroom.kernel;

/** A clock that nobody can set: good for measuring how long something took. */
@FunctionalInterface
public interface MonotonicClock {

  /** Nanoseconds since some moment; never runs backwards. */
  long nanos();
}
