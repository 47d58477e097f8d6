package org.rtcroom.tencent;

/**
 * A service gave no answer that can be understood, or none in time. Has no cause, because those of
 * HTTP clients show the address with its signature.
 */
final class NoAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  NoAnswer(Call call, String reason) {
    super(call.operation() + ": " + reason);
    this.reason = reason;
  }

  /** What the message says, without the call's name. */
  String reason() {
    return reason;
  }

  /** Tells only of which kinds the failure and what led to it are. */
  static NoAnswer because(Call call, Throwable failure) {
    StringBuilder kinds = new StringBuilder(failure.getClass().getSimpleName());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      kinds.append(" by ").append(cause.getClass().getSimpleName());
    }
    return new NoAnswer(call, kinds.toString());
  }
}
