package org.rtcroom.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.evidence.Selection;

/**
 * Which part of the history is exported or verified.
 *
 * @param patience seconds that the end of a verification is waited for
 */
record SelectionQuery(Selection selection, int patience) implements ReadQuery {

  /** Chains that had not ended before a time. */
  static final String ACTIVE_FROM = "activeFrom";

  /** Chains that began before a time. */
  static final String ACTIVE_TO = "activeTo";

  /** The body of a call that verifies a part of the history. */
  record VerificationRequest(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Instant activeFrom,
      @Nullable Instant activeTo,
      @Nullable String sessionId) {

    VerificationRequest {
      if (sessionId != null) {
        TextForm.SESSION.read("sessionId", sessionId);
      }
    }

    Selection selection() {
      return new Selection(
          Optional.ofNullable(from),
          Optional.ofNullable(to),
          Optional.ofNullable(activeFrom),
          Optional.ofNullable(activeTo),
          Optional.ofNullable(sessionId));
    }
  }

  /**
   * Reads and checks a query.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SelectionQuery of(ApiRequest request) {
    QueryParameters parameters = request.parameters("from", "to", ACTIVE_FROM, ACTIVE_TO);
    Selection selection =
        new Selection(
            parameters.time("from"),
            parameters.time("to"),
            parameters.time(ACTIVE_FROM),
            parameters.time(ACTIVE_TO),
            Optional.empty());
    return new SelectionQuery(selection, 0);
  }

  /**
   * Reads and checks a body; without one, all of the history is verified.
   *
   * @throws ApiException {@link ApiProblem#BAD_REQUEST}, {@link ApiProblem#BAD_PARAMETER}
   */
  static SelectionQuery ofVerification(ApiRequest request) {
    int patience = request.parameters("wait").seconds("wait");
    byte[] body = request.body();
    return new SelectionQuery(
        body.length == 0
            ? Selection.ALL
            : JsonBody.read(body, VerificationRequest.class).selection(),
        patience);
  }

  @Override
  public Map<String, String> details() {
    return new NoteFields()
        .putTime("from", selection.from())
        .putTime("to", selection.to())
        .putTime(ACTIVE_FROM, selection.activeFrom())
        .putTime(ACTIVE_TO, selection.activeTo())
        .put("sessionId", selection.chain())
        .all();
  }
}
