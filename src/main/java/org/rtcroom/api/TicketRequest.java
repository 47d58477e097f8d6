package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.rtcroom.kernel.UserId;

/**
 * The body of a call for a ticket.
 *
 * @param validFor seconds, at most an hour
 */
record TicketRequest(@JsonProperty("userID") UserId user, Long validFor) {

  TicketRequest {
    user = FieldBounds.required("userID", user, TextForm.USER);
    validFor = FieldBounds.number("validFor", validFor, 1, Duration.ofHours(1).toSeconds());
  }

  Duration validity() {
    return Duration.ofSeconds(validFor);
  }
}
