package org.rtcroom.server;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what another process does in its own time. */
final class Until {

  private Until() {}

  /**
   * Asks again and again.
   *
   * @throws AssertionError if it does not become true
   */
  static void within(int seconds, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come true in " + seconds + " s");
      }
    }
  }
}
