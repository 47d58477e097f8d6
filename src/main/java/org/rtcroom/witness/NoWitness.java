package org.rtcroom.witness;

import org.rtcroom.checkpoint.Witness;

/** Stands where no witness sees the checkpoints. */
final class NoWitness implements Witness {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public byte[] show(byte[] line) {
    throw new NotWitnessed("there is no witness");
  }
}
