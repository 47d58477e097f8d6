package org.rtcroom.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtcroom.accesslog.AccessFilter;

/** Which lines of the access logs a request asks for. */
record AccessQuery(AccessFilter filter, int limit) implements ReadQuery {

  private static final Set<String> KNOWN =
      Set.of("kind", "userID", "ip", "from", "to", "cursor", "limit");

  /**
   * Reads and checks.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static AccessQuery of(ReadRequest request) {
    return of(request.uri().getQueryParameters());
  }

  static AccessQuery of(Map<String, List<String>> query) {
    QueryParameters asked = QueryParameters.of(query, KNOWN);
    AccessFilter filter =
        new AccessFilter(
            asked.text("kind", 32),
            asked.user("userID"),
            asked.text("ip", 64),
            asked.time("from"),
            asked.time("to"),
            Cursor.access(asked));
    return new AccessQuery(filter, asked.limit());
  }

  @Override
  public Map<String, String> details() {
    return new Noted()
        .put("kind", filter.kind())
        .put("from", filter.from().map(Values::time))
        .put("to", filter.to().map(Values::time))
        .all();
  }

  @Override
  public Map<String, String> personal() {
    return new Noted().put("user", filter.userId()).put("address", filter.address()).all();
  }
}
