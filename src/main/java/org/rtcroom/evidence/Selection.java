package org.rtcroom.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * Which chains to read. An empty bound does not matter.
 *
 * @param from chains that began at or after this
 * @param to chains that began before this
 * @param activeFrom chains that had not ended before this
 * @param activeTo chains that began before this; with {@code activeFrom}, went on in between
 * @param chain only this one
 */
public record Selection(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Instant> activeFrom,
    Optional<Instant> activeTo,
    Optional<String> chain) {

  public static final Selection ALL = of(Optional.empty());

  static Selection of(Optional<String> chain) {
    return new Selection(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), chain);
  }

  boolean all() {
    return equals(ALL);
  }
}
