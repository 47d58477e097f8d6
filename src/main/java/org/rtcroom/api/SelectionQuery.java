package org.rtcroom.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.evidence.Selection;

/** Which part of the history is asked for. */
record SelectionQuery(Selection selection) {

  /**
   * Reads and checks.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SelectionQuery of(Map<String, List<String>> query) {
    QueryParameters parameters = QueryParameters.of(query, Set.of("from", "to"));
    return new SelectionQuery(
        new Selection(parameters.time("from"), parameters.time("to"), Optional.empty()));
  }

  /** For the access log. */
  Map<String, String> about() {
    return new Noted()
        .put("from", selection.from().map(Values::time))
        .put("to", selection.to().map(Values::time))
        .put("sessionId", selection.chain())
        .all();
  }
}
