package org.rtcroom.identity;

import org.rtcroom.kernel.UserId;

/**
 * Keeps one number per user, the generation. Login and logout increase it, and a token is good only
 * while its own generation is among the newest.
 */
public interface TokenStore {

  /** The user's generation; 0 for a user never seen before. */
  long generation(UserId user);

  /**
   * The epoch of tokens: it goes up with each acknowledgement that the database was put back, and
   * tokens of earlier ones are refused. 0 before the first.
   */
  long epoch();
}
