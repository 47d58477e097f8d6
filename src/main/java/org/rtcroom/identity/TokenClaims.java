package org.rtcroom.identity;

import org.rtcroom.kernel.UserId;

/**
 * The statements of a token.
 *
 * @param generation the user's generation when the token was issued, from 1 on
 * @param epoch the epoch of tokens at that time
 */
record TokenClaims(Caller caller, long generation, long epoch) {

  UserId user() {
    return caller.userId();
  }
}
