package org.rtcroom.stream;

import java.util.regex.Pattern;

/**
 * The live platform's name for one stream: 1 to 512 ASCII letters, digits, {@code _} and {@code -}.
 * Clients cut it out of addresses (after the last {@code /}, up to {@code ?}, up to the first
 * {@code .}), so it can hold none of these.
 *
 * @param value the name as it stands in addresses
 */
public record StreamName(String value) {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,512}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty, too long or has other characters
   */
  public StreamName {
    if (!legal(value)) {
      throw new IllegalArgumentException("a stream name is 1 to 512 letters, digits, _ and -");
    }
  }

  /** Whether a text can be a stream name. */
  public static boolean legal(String text) {
    return LEGAL.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
