package org.rtcroom.verifier;

/** A text is not the JSON it should be, or lacks a field. */
public final class BadJson extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadJson(String message) {
    super(message);
  }
}
