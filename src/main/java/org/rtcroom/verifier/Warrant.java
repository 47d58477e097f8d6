package org.rtcroom.verifier;

/**
 * What an act says that entitles the holder of its API key to agree: that another person than the
 * one who gave it out confirmed it.
 *
 * @param givenBy id of the key whose holder gave it out; its own where only that of the settings
 *     did
 * @param since when it was confirmed, milliseconds since 1970
 */
record Warrant(String key, String givenBy, long since) {

  /** That of an act, as its details say. */
  static Warrant of(JsonObject details) {
    return new Warrant(details.text("keyId"), details.text("givenBy"), details.number("since"));
  }

  /** Whether neither was given out by the holder of the other, nor both by the same. */
  boolean independentOf(Warrant other) {
    return !key.equals(other.key)
        && !key.equals(other.givenBy)
        && !givenBy.equals(other.key)
        && !givenBy.equals(other.givenBy);
  }
}
