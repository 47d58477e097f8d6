package org.rtcroom.tencent;

import java.time.Duration;

/**
 * What goes wrong with calls of one operation of {@link FakeTencent}.
 *
 * @param status of HTTP; 200 unless told
 * @param errorCode what the service answers instead of doing what it was asked; 0 does it
 * @param garbage what is sent instead of an answer, if not empty
 * @param delay before anything else happens
 * @param times how many calls it happens to
 */
public record Fault(
    int status, int errorCode, String garbage, Duration delay, Manner manner, int times) {

  /** How the answer travels. */
  public enum Manner {
    AT_ONCE,
    /** Never, while the connection stays open. */
    NEVER,
    /** Never, because the connection is closed. */
    DROPPED,
    /** Without end, a byte of the head every few milliseconds. */
    DRIPPING_HEAD,
    /** Without end, a byte of the body every few milliseconds. */
    DRIPPING_BODY
  }

  private static final Fault NONE =
      new Fault(200, 0, "", Duration.ZERO, Manner.AT_ONCE, Integer.MAX_VALUE);

  public static Fault none() {
    return NONE;
  }

  public static Fault errorCode(int code) {
    return new Fault(200, code, "", Duration.ZERO, Manner.AT_ONCE, Integer.MAX_VALUE);
  }

  public static Fault status(int status) {
    return garbage(status, "<html><body>fake trouble</body></html>");
  }

  public static Fault garbage(String text) {
    return garbage(200, text);
  }

  private static Fault garbage(int status, String text) {
    return new Fault(status, 0, text, Duration.ZERO, Manner.AT_ONCE, Integer.MAX_VALUE);
  }

  public static Fault delay(Duration delay) {
    return new Fault(200, 0, "", delay, Manner.AT_ONCE, Integer.MAX_VALUE);
  }

  public static Fault manner(Manner manner) {
    return new Fault(200, 0, "", Duration.ZERO, manner, Integer.MAX_VALUE);
  }

  /** The same, for this many calls only. */
  public Fault times(int calls) {
    return new Fault(status, errorCode, garbage, delay, manner, calls);
  }
}
