package org.rtcroom.http;

import java.util.List;
import java.util.Optional;

/**
 * The token or API key that {@code Authorization: Bearer} shows.
 *
 * @param shown the text after the word, of the first such header
 * @param twice whether the header stands there more than once, so that it is not clear which counts
 */
public record Bearer(Optional<String> shown, boolean twice) {

  private static final String SCHEME = "Bearer ";
  private static final Bearer NONE = new Bearer(Optional.empty(), false);

  /**
   * Reads it; another scheme shows nothing.
   *
   * @param authorization the values of that header, in order
   */
  public static Bearer of(List<String> authorization) {
    if (authorization.isEmpty()) {
      return NONE;
    }
    Optional<String> shown =
        Optional.of(authorization.get(0))
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip());
    return new Bearer(shown, authorization.size() > 1);
  }

  /** The text, if it is clear which one counts. */
  public Optional<String> only() {
    return twice ? Optional.empty() : shown;
  }

  /** Hides the text. */
  @Override
  public String toString() {
    return "Bearer";
  }
}
