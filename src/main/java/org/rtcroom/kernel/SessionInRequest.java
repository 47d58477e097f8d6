package org.rtcroom.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Which session a request is about, for log lines. Kept for the thread that serves the request,
 * from {@link #begin} to {@link #end}; elsewhere nothing is noted.
 */
public final class SessionInRequest {

  private static final ThreadLocal<@Nullable SessionInRequest> CURRENT = new ThreadLocal<>();

  private @Nullable SessionId sessionId;

  private SessionInRequest() {}

  /** This thread begins with a request. */
  public static void begin() {
    CURRENT.set(new SessionInRequest());
  }

  /** This thread is done with its request. */
  public static void end() {
    CURRENT.remove();
  }

  /** The request of this thread, if it serves one, is about that session. */
  public static void note(SessionId sessionId) {
    SessionInRequest current = CURRENT.get();
    if (current != null) {
      current.sessionId = sessionId;
    }
  }

  /** The session noted last for the request of this thread. */
  public static @Nullable SessionId noted() {
    SessionInRequest current = CURRENT.get();
    return current == null ? null : current.sessionId;
  }
}
