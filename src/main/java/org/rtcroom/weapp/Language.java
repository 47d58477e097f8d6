package org.rtcroom.weapp;

import java.util.Locale;

/** The languages messages are written in. */
enum Language {
  CHINESE,
  ENGLISH;

  /** English if that is what a client wants first of all, else Chinese. */
  static Language of(String acceptLanguage) {
    boolean english = acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("en");
    return english ? ENGLISH : CHINESE;
  }
}
