package org.rtcroom.kernel;

import java.util.regex.Pattern;

/**
 * A user's id: 1 to 64 ASCII letters, digits and {@code _ - . @ :}. Case matters.
 *
 * @param value the id as clients send it
 */
public record UserId(String value) {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.@:-]{1,64}");

  /**
   * Checks the id.
   *
   * @throws IllegalId if it is too long, empty or has other characters
   */
  public UserId {
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalId("a user id is 1 to 64 letters, digits and _ - . @ :");
    }
  }

  /**
   * The user id a client sent.
   *
   * @throws IllegalId if it is too long, empty or has other characters
   */
  public static UserId of(String value) {
    return new UserId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
