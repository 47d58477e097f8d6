package org.rtcroom.identity;

import java.util.Optional;

/** The API keys that are good now. */
public interface ApiKeys {

  /**
   * The key of that text. How long the search takes says nothing about how much of the text was
   * right.
   *
   * @param bearer what a request shows after {@code Bearer}
   */
  Optional<ApiKey> find(String bearer);

  /** Whether there is a key of that text, whatever it is for. */
  default boolean valid(String bearer) {
    return find(bearer).isPresent();
  }
}
