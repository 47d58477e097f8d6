package org.rtcroom.api;

/** The body of a call that takes a reason and nothing else. */
record ReasonRequest(String reason) {

  /** Characters. */
  static final int LONGEST = 500;

  ReasonRequest {
    reason = FieldBounds.lines("reason", reason, LONGEST);
  }
}
