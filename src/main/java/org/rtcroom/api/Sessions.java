package org.rtcroom.api;

import jakarta.json.JsonObject;
import java.util.regex.Pattern;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.SessionId;

/** Session ids in paths, and receipts in answers. */
final class Sessions {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Sessions() {}

  static boolean possible(String text) {
    return ID.matcher(text).matches();
  }

  /** What cannot be an id is not looked for, and not noted: notes hold nothing a stranger wrote. */
  static SessionId id(String text) {
    if (!possible(text)) {
      throw none();
    }
    SessionId id = new SessionId(text);
    ServedRequest.note(id);
    return id;
  }

  static ApiException none() {
    return new ApiException(ApiProblem.NO_SUCH_SESSION, "no session has that id");
  }

  /** Where the session's chain ends now: whoever keeps it can show later what was recorded. */
  static JsonObject receipt(SessionSummary session) {
    return Values.object()
        .add("sessionId", session.sessionId())
        .add("family", session.family())
        .add("roomID", session.roomId())
        .add("seq", session.lines() - 1)
        .add("hash", session.headHash())
        .build();
  }
}
