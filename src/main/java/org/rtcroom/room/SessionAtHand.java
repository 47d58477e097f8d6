package org.rtcroom.room;

import org.jspecify.annotations.Nullable;

/**
 * Which session a request is about, for log lines. Kept for the thread that serves the request,
 * from {@link #begin} to {@link #end}; elsewhere nothing is noted.
 */
public final class SessionAtHand {

  private static final ThreadLocal<@Nullable SessionAtHand> CURRENT = new ThreadLocal<>();

  private @Nullable SessionId sessionId;

  private SessionAtHand() {}

  /** This thread begins with a request. */
  public static void begin() {
    CURRENT.set(new SessionAtHand());
  }

  /** This thread is done with its request. */
  public static void end() {
    CURRENT.remove();
  }

  /** The request of this thread, if it serves one, is about that session. */
  public static void note(SessionId sessionId) {
    SessionAtHand current = CURRENT.get();
    if (current != null) {
      current.sessionId = sessionId;
    }
  }

  /** The session noted last for the request of this thread. */
  public static @Nullable SessionId noted() {
    SessionAtHand current = CURRENT.get();
    return current == null ? null : current.sessionId;
  }
}
