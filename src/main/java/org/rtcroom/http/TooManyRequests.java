package org.rtcroom.http;

import java.time.Duration;

/** A request is beyond the limit of its user or address; it has changed nothing. */
public class TooManyRequests extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int retryAfter;

  /**
   * Refuses one.
   *
   * @param wait until the next request is let through
   */
  public TooManyRequests(Duration wait) {
    super("too many requests");
    retryAfter = (int) Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }

  /** Whole seconds after which the next request is let through; at least 1. */
  public int retryAfter() {
    return retryAfter;
  }
}
