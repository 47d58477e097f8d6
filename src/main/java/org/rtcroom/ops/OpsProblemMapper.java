package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.rtcroom.http.TooManyRequests;

/** Answers every failure below {@code /ops} with its status and nothing that could tell more. */
@Provider
@ApplicationScoped
public class OpsProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(OpsProblemMapper.class.getName());

  @Inject Clock clock;

  @Override
  public Response toResponse(Throwable failure) {
    int status = status(failure);
    if (status >= 500) {
      LOG.log(Level.ERROR, "a request of an operator failed", failure);
    }
    Response.ResponseBuilder answer =
        Response.status(status)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(ErrorPage.body(status, clock).toString().getBytes(StandardCharsets.UTF_8));
    if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"roomservice\"");
    }
    if (failure instanceof TooManyRequests refused) {
      answer.header(HttpHeaders.RETRY_AFTER, refused.retryAfter());
    }
    return answer.build();
  }

  private static int status(Throwable failure) {
    if (failure instanceof OpsAccess.Refusal refusal) {
      return refusal.status();
    }
    if (failure instanceof TooManyRequests) {
      return Response.Status.TOO_MANY_REQUESTS.getStatusCode();
    }
    return failure instanceof WebApplicationException chosen
        ? chosen.getResponse().getStatus()
        : Response.Status.INTERNAL_SERVER_ERROR.getStatusCode();
  }
}
