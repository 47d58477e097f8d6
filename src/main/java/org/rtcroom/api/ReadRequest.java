package org.rtcroom.api;

import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.kernel.SessionId;

/**
 * The request of an audited read.
 *
 * @param body empty if there is none
 */
record ReadRequest(UriInfo uri, byte[] body, ApiKey key) {

  /** The query, if it has only these parameters. */
  QueryParameters parameters(String... known) {
    return QueryParameters.of(uri.getQueryParameters(), Set.of(known));
  }

  /** The session that the path names. */
  SessionId sessionId() {
    return SessionIds.read(uri.getPathParameters().getFirst("sessionId"));
  }
}
