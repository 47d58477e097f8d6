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

  /** The body of a call that verifies a part of the history. */
  record VerificationRequest(
      @Nullable Instant from, @Nullable Instant to, @Nullable String sessionId) {

    VerificationRequest {
      if (sessionId != null) {
        TextForm.SESSION.read("sessionId", sessionId);
      }
    }

    Selection selection() {
      return new Selection(
          Optional.ofNullable(from), Optional.ofNullable(to), Optional.ofNullable(sessionId));
    }
  }

  /**
   * Reads and checks a query.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SelectionQuery of(ApiRequest request) {
    QueryParameters parameters = request.parameters("from", "to");
    return new SelectionQuery(
        new Selection(parameters.time("from"), parameters.time("to"), Optional.empty()), 0);
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
        .put("sessionId", selection.chain())
        .all();
  }
}
