package org.rtcroom.http;

import java.util.List;

/**
 * The length that a request announces of its body. Some servers pass on what no number of theirs
 * can hold, or two lengths that agree; the libraries behind them fail at it.
 */
public enum AnnouncedLength {
  /** It announces none, or one that is to be judged by whoever reads the body. */
  POSSIBLE,
  /** No operation takes as much. */
  TOO_LARGE,
  /** It announces several, or no number. */
  UNREADABLE;

  /** Bytes: no operation takes more. */
  public static final int LARGEST = 4 * 1024 * 1024;

  /** Digits of numbers that are small enough to be looked at. */
  private static final int MOST_DIGITS = 18;

  /** What the headers {@code Content-Length} of a request say. */
  public static AnnouncedLength of(List<String> headers) {
    if (headers.isEmpty()) {
      return POSSIBLE;
    }
    String text = headers.get(0);
    boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (headers.size() > 1 || !number) {
      return UNREADABLE;
    }
    return text.length() > MOST_DIGITS || Long.parseLong(text) > LARGEST ? TOO_LARGE : POSSIBLE;
  }
}
