package org.rtcroom.http;

import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * The reverse proxies before this service, which may say where a request comes from, and how: those
 * with an address of some networks, or a number of them in a row.
 *
 * @param networks of their addresses; empty if their number is set
 * @param hops how many each request passes; 0 if their networks are set, or there is none
 */
public record TrustedProxies(Networks networks, int hops) {

  static final String NETWORKS = "roomservice.http.trusted-proxies";
  private static final String HOPS = "roomservice.http.trusted-hops";
  private static final int MOST_HOPS = 16;

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds, or both are set
   */
  static TrustedProxies read(Settings settings) {
    Networks networks = Networks.parse(NETWORKS, settings.text(NETWORKS, ""));
    int hops = settings.integer(HOPS, 0, 0, MOST_HOPS);
    if (hops > 0 && !networks.isEmpty()) {
      throw BadSetting.value(
          HOPS, "" + hops, "no value beside " + NETWORKS + ": set the one or the other");
    }
    return new TrustedProxies(networks, hops);
  }

  /** Those with these addresses or networks, separated by commas. */
  public static TrustedProxies in(String networks) {
    return new TrustedProxies(Networks.parse(NETWORKS, networks), 0);
  }

  /**
   * Whether a hop is one of them.
   *
   * @param passed how many of them stand between it and this server; the peer has 0
   */
  boolean include(IpAddress hop, int passed) {
    return hops > 0 ? passed < hops : networks.contain(hop);
  }
}
