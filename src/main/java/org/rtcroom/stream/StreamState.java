package org.rtcroom.stream;

/** What the live platform says of a stream. */
public enum StreamState {
  /** Somebody publishes it now. */
  PUBLISHING,
  /** The platform knows the stream's name, or does not know it, and nobody publishes it. */
  NOT_PUBLISHING,
  /** The platform answered, but with nothing that says either. */
  UNKNOWN
}
