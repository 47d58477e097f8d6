package org.rtcroom.accesslog;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of the access logs are wanted. What is empty does not matter.
 *
 * @param kind such as {@code LOGGED_IN} or {@code REFUSED}
 * @param from at or after this
 * @param to before this
 * @param after the last one of the page before
 */
public record AccessFilter(
    Optional<String> kind,
    Optional<String> userId,
    Optional<String> address,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<AccessPlace> after) {

  /** A place in the list of lines, which is ordered by time, chain and number, newest first. */
  public record AccessPlace(Instant at, String chain, long seq) {}
}
