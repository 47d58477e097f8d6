package org.rtcroom.witness;

import org.rtcroom.checkpoint.Witness;

/** Takes lines by POST. Any answer of status 200 to 204 is a receipt, whatever it says. */
final class UrlWitness implements Witness {

  private final HttpExchange exchange;

  UrlWitness(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public String name() {
    return "url";
  }

  @Override
  public byte[] show(byte[] line) {
    return exchange.post("application/json", line);
  }
}
