package org.rtcroom.identity;

import org.rtcroom.kernel.UserId;

/**
 * The statements of a token.
 *
 * @param generation the user's generation when the token was issued, from 1 on
 */
record TokenClaims(Caller caller, long generation) {

  UserId user() {
    return caller.userId();
  }
}
