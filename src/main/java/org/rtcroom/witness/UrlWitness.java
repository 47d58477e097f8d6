package org.rtcroom.witness;

import org.rtcroom.checkpoint.Witness;

/** Takes lines by POST. Any answer of status 200 to 204 is a receipt, whatever it says. */
final class UrlWitness implements Witness {

  private final WitnessHost host;

  UrlWitness(WitnessHost host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "url";
  }

  @Override
  public byte[] show(byte[] line) {
    return host.post("application/json", line);
  }
}
