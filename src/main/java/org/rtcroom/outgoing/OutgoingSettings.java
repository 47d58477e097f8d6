package org.rtcroom.outgoing;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * The settings of calls to other hosts. Their bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param proxy that all calls go through, not yet resolved; without one, the JVM's settings say
 * @param bulkhead of each peer
 */
public record OutgoingSettings(Optional<InetSocketAddress> proxy, Bulkhead bulkhead) {

  /**
   * How much at a time with one peer.
   *
   * @param atOnce exchanges that are carried out at the same time
   * @param waiting exchanges that may wait for their turn; any more fail at once
   */
  public record Bulkhead(int atOnce, int waiting) {}

  private static final String PROXY = "roomservice.http.outgoing-proxy";
  private static final String OUTGOING = "roomservice.outgoing.";
  private static final int LAST_PORT = 65_535;

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static OutgoingSettings read(Settings settings) {
    return new OutgoingSettings(
        settings.optionalUrl(PROXY).map(OutgoingSettings::proxy),
        new Bulkhead(
            settings.integer(OUTGOING + "at-once", 64, 1, 1_000),
            settings.integer(OUTGOING + "waiting", 256, 1, 100_000)));
  }

  private static InetSocketAddress proxy(URI uri) {
    boolean bare = uri.getPath().isEmpty() || uri.getPath().equals("/");
    boolean port = uri.getPort() >= 1 && uri.getPort() <= LAST_PORT;
    if (!"http".equals(uri.getScheme()) || !bare || !port) {
      throw BadSetting.value(PROXY, uri.toString(), "http://, a host and a port from 1 to 65535");
    }
    return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
  }
}
