package org.rtcroom.settings;

import java.util.List;

/** A setting is missing or out of its bounds. The message names it and never shows a secret. */
public class BadSetting extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String name;

  private BadSetting(String name, String message) {
    super(message);
    this.name = name;
  }

  /** A value that may be shown is not what {@code expected} says. */
  public static BadSetting value(String name, String value, String expected) {
    return new BadSetting(name, name + " is '" + value + "', expected " + expected);
  }

  /** A secret is not what {@code expected} says; its value is not shown. */
  public static BadSetting secret(String name, String expected) {
    return new BadSetting(name, name + " (not shown) is not good: expected " + expected);
  }

  /** A setting without a default is absent. */
  public static BadSetting missing(String name) {
    return new BadSetting(name, name + " is not set and has no default in this mode");
  }

  /** More than one setting is not good; the name is that of none. */
  public static BadSetting several(List<String> messages) {
    return new BadSetting("", String.join("; ", messages));
  }

  /** The setting's name. */
  public String name() {
    return name;
  }
}
