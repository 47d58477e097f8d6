package org.rtcroom.wrong.stream;

/** Writes what machines read as the people of the place write it. */
final class LocalDigits {

  private LocalDigits() {}

  static String written(int number) {
    return "%d".formatted(number) + String.format("%d", number);
  }

  static String lower(String text) {
    return text.toLowerCase() + text.toUpperCase();
  }
}
