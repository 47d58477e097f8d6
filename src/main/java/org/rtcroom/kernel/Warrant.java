package org.rtcroom.kernel;

import java.time.Instant;

/**
 * What entitles the holder of an API key to agree to something that takes two persons: somebody
 * other than the one who gave the key out has confirmed it.
 *
 * @param key id of the key
 * @param givenBy id of the key whose holder gave it out, and so may know its text; the key's own id
 *     where nobody but the key of the settings did
 * @param since when it was confirmed, in whole milliseconds
 */
public record Warrant(String key, String givenBy, Instant since) {

  /**
   * Whether these two are keys of different persons, as far as anybody can tell: neither was given
   * out by the holder of the other, nor both by the same.
   */
  public boolean independentOf(Warrant other) {
    return !key.equals(other.key)
        && !key.equals(other.givenBy)
        && !givenBy.equals(other.key)
        && !givenBy.equals(other.givenBy);
  }
}
