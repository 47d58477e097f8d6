package org.rtcroom.stream;

/** The state of a stream at the live platform. */
public enum StreamState {
  /** It is published now. */
  PUBLISHING,
  /** It is not published; the platform may or may not know its name. */
  NOT_PUBLISHING,
  /** The platform answered, but with nothing that says either. */
  UNKNOWN
}
