package org.rtcroom.api;

import java.time.Instant;

/**
 * The body of a call that ends what a user can show.
 *
 * @param notBefore tickets issued before this are refused
 */
record RevocationRequest(Instant notBefore) {

  RevocationRequest {
    notBefore = FieldBounds.millis("notBefore", notBefore);
  }
}
