package org.rtcroom.delivery;

import java.util.Optional;

/**
 * What a look at a session's rows brought.
 *
 * @param claim what is to be delivered now
 * @param left what is left if there is no claim
 */
public record ClaimResult(Optional<Claim> claim, Remaining left) {

  static ClaimResult claimed(Claim claim) {
    return new ClaimResult(Optional.of(claim), Remaining.MORE);
  }

  static ClaimResult without(Remaining left) {
    return new ClaimResult(Optional.empty(), left);
  }
}
