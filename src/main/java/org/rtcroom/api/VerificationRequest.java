package org.rtcroom.api;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.evidence.Selection;

/** The body of a call that verifies a part of the history; all of it if there is no body. */
record VerificationRequest(
    @Nullable Instant from, @Nullable Instant to, @Nullable String sessionId) {

  VerificationRequest {
    if (sessionId != null && !SessionIds.possible(sessionId)) {
      throw ApiException.parameter("sessionId", "the id of a session");
    }
  }

  static VerificationRequest of(byte[] body) {
    return body.length == 0
        ? new VerificationRequest(null, null, null)
        : JsonBody.read(body, VerificationRequest.class);
  }

  SelectionQuery query() {
    return new SelectionQuery(
        new Selection(
            Optional.ofNullable(from), Optional.ofNullable(to), Optional.ofNullable(sessionId)));
  }
}
