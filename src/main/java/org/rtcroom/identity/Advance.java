package org.rtcroom.identity;

import org.rtcroom.kernel.UserId;

/**
 * That a user's generation grows, which ends older tokens. Whoever records it says which one was
 * reached: no two calls for one user, on whatever node, reach the same.
 *
 * @param by how much, at least 1
 */
public record Advance(UserId user, int by) {

  public Advance {
    if (by < 1) {
      throw new IllegalArgumentException("a generation never goes back or stands: " + by);
    }
  }
}
