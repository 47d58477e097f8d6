package org.rtcroom.identity;

import org.rtcroom.kernel.UserId;

/**
 * The growth of a user's generation, which ends older tokens. The generation that it reaches is
 * known once it is recorded: no two calls for one user, on any node, reach the same.
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
