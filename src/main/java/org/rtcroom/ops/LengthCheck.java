package org.rtcroom.ops;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rtcroom.api.ApiProblem;
import org.rtcroom.http.AnnouncedLength;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.weapp.Answers;

/**
 * Refuses requests whose bodies are announced with a length that nothing here takes. None of the
 * body is read, so the connection ends.
 */
@Unproxied
class LengthCheck {

  @Inject Answers answers;

  /** Whether the request is refused; then its answer is complete. */
  boolean refuses(CurrentRequest current, HttpServletResponse response) throws IOException {
    HttpServletRequest request = current.sent();
    AnnouncedLength length = AnnouncedLength.of(current.headers("Content-Length"));
    if (length == AnnouncedLength.POSSIBLE || request.getDispatcherType() == DispatcherType.ERROR) {
      return false;
    }
    boolean large = length == AnnouncedLength.TOO_LARGE;
    response.setHeader("Connection", "close");
    if (EarlyAnswer.isForBackEnd(request)) {
      ApiProblem problem = ApiProblem.BAD_REQUEST;
      String detail = large ? "the body is too large" : "Content-Length: expected one number";
      EarlyAnswer.write(request, response, problem.status(), problem.json(detail).toString());
    } else {
      int status =
          large
              ? HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE
              : HttpServletResponse.SC_BAD_REQUEST;
      String body = answers.unreadable(large, request.getHeader("Accept-Language"));
      EarlyAnswer.write(request, response, status, body);
    }
    return true;
  }
}
