package org.rtcroom.apikey;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as it is kept: everything but its text.
 *
 * @param hmac HMAC-SHA256 of the text under the pepper, lower-case hex
 * @param expires the moment from which it is no key any more
 * @param revoked the moment at which it was ended before that
 */
public record StoredKey(
    ApiKey key, String hmac, Instant created, Instant expires, Optional<Instant> revoked) {

  /** Whether its holder is let in. */
  boolean goodAt(Instant now) {
    return revoked.isEmpty() && now.isBefore(expires);
  }
}
