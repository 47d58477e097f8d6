package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * The body of a call that sets how long a session's record is kept.
 *
 * @param base from when the period of the class is counted
 */
record RetentionRequest(@JsonProperty("class") String retentionClass, Instant base) {

  private static final Instant EARLIEST_BASE = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST_BASE = Instant.parse("2200-01-01T00:00:00Z");

  RetentionRequest {
    retentionClass = FieldBounds.text("class", retentionClass, 32);
    base = FieldBounds.millis("base", base);
    if (base.isBefore(EARLIEST_BASE) || base.isAfter(LATEST_BASE)) {
      throw ApiException.parameter("base", "a time from " + EARLIEST_BASE + " to " + LATEST_BASE);
    }
  }
}
