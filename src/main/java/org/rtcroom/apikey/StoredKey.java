package org.rtcroom.apikey;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as it is kept: everything but its text.
 *
 * @param hmac HMAC-SHA256 of the text under the pepper, lower-case hex
 * @param expires from then on it is no key any more
 * @param revoked when it was ended before that
 */
public record StoredKey(
    ApiKey key, String hmac, Instant created, Instant expires, Optional<Instant> revoked) {

  /** Whether whoever shows it is let in. */
  boolean goodAt(Instant now) {
    return revoked.isEmpty() && now.isBefore(expires);
  }
}
