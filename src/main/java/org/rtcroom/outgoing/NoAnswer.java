package org.rtcroom.outgoing;

/**
 * A peer gave no answer, none in time, or none that can be understood. Has no cause, because the
 * causes of HTTP clients show the address with the secrets of its query.
 */
public final class NoAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Says why.
   *
   * @param call its name
   */
  public NoAnswer(String call, String reason) {
    super(call + ": " + reason);
    this.reason = reason;
  }

  /** The message without the call's name. */
  public String reason() {
    return reason;
  }

  /** Tells only of which kinds the failure and its causes are. */
  static NoAnswer because(String call, Throwable failure) {
    StringBuilder kinds = new StringBuilder(failure.getClass().getSimpleName());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      kinds.append(" by ").append(cause.getClass().getSimpleName());
    }
    return new NoAnswer(call, kinds.toString());
  }
}
