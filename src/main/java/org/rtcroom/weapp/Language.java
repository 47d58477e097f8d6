package org.rtcroom.weapp;

/** The languages messages are written in. */
enum Language {
  CHINESE,
  ENGLISH;

  /** English if that is what a client wants first of all, else Chinese. */
  static Language of(String acceptLanguage) {
    boolean english = acceptLanguage.strip().regionMatches(true, 0, "en", 0, 2);
    return english ? ENGLISH : CHINESE;
  }
}
