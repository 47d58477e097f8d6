package org.rtcroom.api;

import java.util.Map;
import java.util.Optional;
import org.rtcroom.evidence.Selection;

/** Which part of the history is asked for. */
record SelectionQuery(Selection selection) implements ReadQuery {

  /**
   * Reads and checks.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SelectionQuery of(ReadRequest request) {
    QueryParameters parameters = request.parameters("from", "to");
    return new SelectionQuery(
        new Selection(parameters.time("from"), parameters.time("to"), Optional.empty()));
  }

  @Override
  public Map<String, String> details() {
    return new NoteFields()
        .put("from", selection.from().map(AnswerJson::time))
        .put("to", selection.to().map(AnswerJson::time))
        .put("sessionId", selection.chain())
        .all();
  }
}
