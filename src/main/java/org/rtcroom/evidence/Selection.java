package org.rtcroom.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * Which chains to read. An empty bound does not matter.
 *
 * @param from chains that began at or after this
 * @param to chains that began before this
 * @param chain only this one
 */
public record Selection(Optional<Instant> from, Optional<Instant> to, Optional<String> chain) {

  public static final Selection ALL =
      new Selection(Optional.empty(), Optional.empty(), Optional.empty());

  boolean all() {
    return from.isEmpty() && to.isEmpty() && chain.isEmpty();
  }
}
