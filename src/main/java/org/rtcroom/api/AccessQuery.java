package org.rtcroom.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtcroom.accesslog.AccessFilter;

/** Which lines of the access logs a request asks for. */
record AccessQuery(AccessFilter filter, int limit) implements ReadQuery {

  private static final Set<String> KNOWN =
      Set.of("kind", "userID", "ip", "from", "to", Cursor.PARAMETER, "limit");

  /**
   * Reads and checks.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static AccessQuery of(ApiRequest request) {
    return of(request.query());
  }

  static AccessQuery of(Map<String, List<String>> query) {
    QueryParameters parameters = QueryParameters.of(query, KNOWN);
    AccessFilter filter =
        new AccessFilter(
            parameters.text("kind", 32),
            parameters.user("userID"),
            parameters.address("ip"),
            parameters.time("from"),
            parameters.time("to"),
            Cursor.ACCESS.read(
                parameters,
                place ->
                    new AccessFilter.AccessPlace(place.time(0), place.text(1), place.number(2))));
    return new AccessQuery(filter, parameters.limit());
  }

  @Override
  public Map<String, String> details() {
    return new NoteFields()
        .put("kind", filter.kind())
        .putTime("from", filter.from())
        .putTime("to", filter.to())
        .all();
  }

  @Override
  public Map<String, String> personal() {
    return new NoteFields().put("user", filter.userId()).put("address", filter.address()).all();
  }
}
