package org.rtcroom.ops;

import java.time.Duration;
import org.rtcroom.http.Networks;
import org.rtcroom.http.Source;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The operator's settings of {@code /ops}. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param allowed the networks whose callers may look without a key
 * @param nearby whether this machine and private networks may, too
 * @param clockTolerance how far this node's clock may be from the database's
 */
public record OpsSettings(Networks allowed, boolean nearby, Duration clockTolerance) {

  private static final String ALLOWED = "roomservice.ops.allowed-addresses";

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
        settings.duration(
            "roomservice.ops.clock-tolerance",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(36_525)));
  }

  /**
   * Whether a request may look because of its source. One that came through a proxy that is not
   * trusted may not: the proxy's address says nothing about the caller.
   *
   * @param near whether it is from this machine or a private network
   */
  boolean allow(Source source, boolean near) {
    boolean known = source.reported().isEmpty();
    return known && (allowed.contain(source.address()) || (nearby && near));
  }
}
