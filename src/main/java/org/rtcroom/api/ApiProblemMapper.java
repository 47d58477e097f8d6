package org.rtcroom.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rtcroom.http.TooManyRequests;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.room.AccessLog;

/** Answers every failure as RFC 9457 says, and notes refusals with their callers. */
@Provider
@ApplicationScoped
public class ApiProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(ApiProblemMapper.class.getName());

  /** Seconds. */
  private static final int AFTER_LARGE_READS = 10;

  @Inject ApiRequest request;
  @Inject AccessLog accessLog;
  @Inject ThrottledLog throttledLog;

  @Override
  public Response toResponse(Throwable failure) {
    ApiException refusal = ApiException.of(failure);
    ApiProblem problem = refusal.problem();
    note(problem, failure);
    Response.ResponseBuilder answer =
        Response.status(problem.status())
            .type("application/problem+json")
            .entity(problem.json(refusal.detail()).toString().getBytes(StandardCharsets.UTF_8));
    if (problem == ApiProblem.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"roomservice\"");
    }
    if (problem == ApiProblem.BUSY) {
      answer.header(HttpHeaders.RETRY_AFTER, AFTER_LARGE_READS);
    }
    if (failure instanceof TooManyRequests refused) {
      answer.header(HttpHeaders.RETRY_AFTER, refused.retryAfter());
    }
    if (problem == ApiProblem.METHOD_NOT_ALLOWED) {
      answer.header(HttpHeaders.ALLOW, allowed(failure));
    }
    return answer.build();
  }

  private void note(ApiProblem problem, Throwable failure) {
    switch (problem) {
      case UNAUTHORIZED, FORBIDDEN ->
          accessLog.refused(request.actor(), request.operation(), problem.status());
      case CHAIN_BROKEN ->
          LOG.log(Level.ERROR, "a chain does not verify: {0}", failure.getMessage());
      case TRY_AGAIN ->
          throttledLog.note(
              LOG, ThrottledLog.reason("not answered: " + failure.getMessage(), failure));
      case INTERNAL -> LOG.log(Level.ERROR, "a request failed", failure);
      default -> LOG.log(Level.DEBUG, "refused: {0}", failure.getMessage());
    }
  }

  /** Null takes the header away. */
  private static @Nullable Object allowed(Throwable failure) {
    return failure instanceof WebApplicationException chosen
        ? chosen.getResponse().getHeaderString(HttpHeaders.ALLOW)
        : null;
  }
}
