package org.rtcroom.delivery;

import java.util.Optional;

/**
 * What a look at a session's rows brought.
 *
 * @param claim what is to be delivered now
 * @param left what is left if there is no claim
 */
public record Look(Optional<Claim> claim, Left left) {

  static Look claimed(Claim claim) {
    return new Look(Optional.of(claim), Left.MORE);
  }

  static Look without(Left left) {
    return new Look(Optional.empty(), left);
  }
}
