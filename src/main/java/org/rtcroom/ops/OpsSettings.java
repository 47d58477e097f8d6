package org.rtcroom.ops;

import java.time.Duration;
import java.util.List;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;
import org.rtcroom.weapp.Networks;
import org.rtcroom.weapp.Source;

/**
 * What the operator says about {@code /ops} and about plain HTTP. Bounds and defaults stand in
 * {@code META-INF/microprofile-config.properties}.
 *
 * @param allowed who may look without a key
 * @param nearby whether this machine and private networks may, too
 * @param trustedProxies whose word on where a request comes from counts
 * @param requireHttps whether plain HTTP is refused
 * @param clockTolerance how far this node's clock may be from the database's
 */
public record OpsSettings(
    Networks allowed,
    boolean nearby,
    Networks trustedProxies,
    boolean requireHttps,
    Duration clockTolerance) {

  private static final String ALLOWED = "roomservice.ops.allowed-addresses";
  private static final String PROXIES = "roomservice.http.trusted-proxies";

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static OpsSettings read(Settings settings) {
    boolean stated = settings.optionalText(ALLOWED).isPresent();
    return new OpsSettings(
        Networks.parse(ALLOWED, settings.text(ALLOWED, "")),
        settings.mode() == Mode.DEMO && !stated,
        Networks.parse(PROXIES, settings.text(PROXIES, "")),
        settings.flag("roomservice.http.require-https", settings.mode() == Mode.PRODUCTION),
        settings.duration(
            "roomservice.ops.clock-tolerance",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(36_525)));
  }

  /**
   * Whether a request may look because of where it comes from. One that came through a proxy nobody
   * vouches for may not: the proxy's address says nothing of who asks.
   *
   * @param own the address of this machine that was called
   * @param forwarded the values of {@code X-Forwarded-For}, in order
   */
  boolean allow(String peer, String own, List<String> forwarded) {
    Source source = Source.of(peer, forwarded, trustedProxies);
    boolean known = source.reported().isEmpty();
    boolean near = source.address().equals(own) || Networks.nearby(source.address());
    return known && (allowed.contain(source.address()) || (nearby && near));
  }
}
