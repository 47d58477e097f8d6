package org.rtcroom.settings;

/** A value that must not appear in logs, answers or exceptions. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
