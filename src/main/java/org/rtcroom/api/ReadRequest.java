package org.rtcroom.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.kernel.SessionId;

/** The request of an audited read, and the key it shows. */
record ReadRequest(ContainerRequestContext context, ApiKey key) {

  /** The query, not yet checked. */
  Map<String, List<String>> query() {
    return context.getUriInfo().getQueryParameters();
  }

  /** The query, if it has only these parameters. */
  QueryParameters parameters(String... known) {
    return QueryParameters.of(query(), Set.of(known));
  }

  /** The session that the path names. */
  SessionId sessionId() {
    return SessionIds.read(context.getUriInfo().getPathParameters().getFirst("sessionId"));
  }

  /** The body, which can be read once; empty if there is none. */
  byte[] body() {
    try {
      return context.getEntityStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the body could not be read", e);
    }
  }
}
