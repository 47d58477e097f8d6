package org.rtcroom.api;

import java.util.regex.Pattern;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.SessionId;

/** Session ids in paths and bodies. */
final class SessionIds {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private SessionIds() {}

  static boolean possible(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * The session id that a text is. A text that cannot be an id is not looked for and not noted, so
   * that notes hold nothing a stranger wrote.
   *
   * @throws ApiException {@link ApiProblem#NO_SUCH_SESSION}
   */
  static SessionId read(String text) {
    if (!possible(text)) {
      throw unknown();
    }
    SessionId id = new SessionId(text);
    ServedRequest.note(id);
    return id;
  }

  static ApiException unknown() {
    return new ApiException(ApiProblem.NO_SUCH_SESSION, "no session has that id");
  }
}
