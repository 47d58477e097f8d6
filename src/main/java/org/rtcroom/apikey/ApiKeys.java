package org.rtcroom.apikey;

import java.util.Optional;
import java.util.Set;

/** The API keys that are good now. */
public interface ApiKeys {

  /**
   * The key of that text. The time of the search does not depend on how much of the text is right.
   *
   * @param bearer as shown in {@code Authorization: Bearer}
   */
  Optional<ApiKey> find(String bearer);

  /** Whether that is the key of a back end, which may ask for tickets. */
  default boolean valid(String bearer) {
    return find(bearer).filter(key -> key.hasOneOf(Set.of(ApiKey.Role.INTEGRATOR))).isPresent();
  }
}
