package org.rtcroom.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The request that the current thread serves, as far as subjects that know no requests are
 * concerned: they can say which session it is about. The doors know more of it, and extend this.
 */
public abstract class ServedRequest {

  private static final ThreadLocal<@Nullable ServedRequest> OF_THREAD = new ThreadLocal<>();

  private @Nullable SessionId session;

  /** This thread serves the request until {@link #end}. */
  public final void begin() {
    OF_THREAD.set(this);
  }

  /** This thread lets its request go. */
  public static void end() {
    OF_THREAD.remove();
  }

  /** The request that this thread serves. */
  protected static @Nullable ServedRequest ofThread() {
    return OF_THREAD.get();
  }

  /** The request of this thread, if it serves one, is about that session. */
  public static void note(SessionId session) {
    ServedRequest current = OF_THREAD.get();
    if (current != null) {
      current.session = session;
    }
  }

  /** The session noted last. */
  public final @Nullable SessionId session() {
    return session;
  }
}
