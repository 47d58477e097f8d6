package org.rtcroom.ops;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * The answer where no resource answers. JSON, because installed clients look at {@code code} only
 * and would take the server's HTML page for success. Repeats nothing of the request.
 */
@WebServlet(ErrorPage.PATH)
public class ErrorPage extends HttpServlet {

  static final String PATH = "/error";

  private static final long serialVersionUID = 1L;

  /** The client protocol's code for a request that cannot be understood. */
  private static final int BAD_REQUEST = 2;

  private static final int UNAVAILABLE = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
  private static final String NOT_SERVED =
      "This node does not serve now. Its operator finds the reason at /ops/health/ready.";

  @Inject private transient Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = status(request);
    byte[] body = body(status, clock).toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json; charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The status that led here; 404 for a request for this page by its own name. */
  private static int status(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return status instanceof Integer code ? code : HttpServletResponse.SC_NOT_FOUND;
  }

  static JsonObject body(int status, Clock clock) {
    boolean ours = status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    return Json.createObjectBuilder()
        .add("code", ours ? status : BAD_REQUEST)
        .add("message", status == UNAVAILABLE ? NOT_SERVED : "HTTP " + status)
        .add("timestamp", clock.millis())
        .build();
  }
}
