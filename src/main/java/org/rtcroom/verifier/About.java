package org.rtcroom.verifier;

import java.util.Optional;

/**
 * What an export says of itself.
 *
 * @param timeMillis when it was made; ages are counted up to it
 * @param from only chains that began at or after this, in milliseconds; empty: from the beginning
 * @param to only chains that began before this, in milliseconds; empty: up to the end
 * @param activeFrom only chains that had not ended before this, in milliseconds
 * @param activeTo only chains that began before this, in milliseconds
 * @param only this chain, if there is one; never of an export
 * @param lastCheckpoint its number; −1 if there is none
 */
public record About(
    long timeMillis,
    String node,
    String mode,
    Optional<Long> from,
    Optional<Long> to,
    Optional<Long> activeFrom,
    Optional<Long> activeTo,
    Optional<String> only,
    long lastCheckpoint) {

  static final long FORMAT = 1;

  static About of(JsonObject json) {
    if (json.number("format") != FORMAT) {
      throw new BadJson("unknown format " + json.number("format"));
    }
    About about =
        new About(
            json.number("time"),
            json.text("node"),
            json.text("mode"),
            json.optionalNumber("from"),
            json.optionalNumber("to"),
            json.optionalNumber("activeFrom"),
            json.optionalNumber("activeTo"),
            Optional.empty(),
            json.number("lastCheckpoint"));
    if (json.flag("complete") != about.complete()) {
      throw new BadJson("complete contradicts from, to, activeFrom and activeTo");
    }
    return about;
  }

  /** Whether all chains are in it. */
  boolean complete() {
    return from.isEmpty()
        && to.isEmpty()
        && activeFrom.isEmpty()
        && activeTo.isEmpty()
        && only.isEmpty();
  }

  /**
   * Whether a chain that began then has to be in it.
   *
   * @param last its last leaf. An end within the last hour may be in none yet; of an access log
   *     none tells the end
   */
  boolean includes(String chain, long beganMillis, Leaf.Content last) {
    boolean open = last.session() && last.closed().isEmpty();
    long ended = open ? timeMillis - Ages.HOUR : last.closed().orElse(beganMillis);
    return only.map(chain::equals).orElse(true)
        && from.map(at -> beganMillis >= at).orElse(true)
        && to.map(at -> beganMillis < at).orElse(true)
        && activeFrom.map(at -> ended >= at).orElse(true)
        && activeTo.map(at -> beganMillis < at).orElse(true);
  }
}
