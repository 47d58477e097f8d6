package org.rtcroom.server;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does in its own time. */
public final class Until {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Until() {}

  /**
   * Asks again and again.
   *
   * @throws AssertionError if it does not become true
   */
  public static void within(int seconds, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come true in " + seconds + " s");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
