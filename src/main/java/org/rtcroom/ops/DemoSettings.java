package org.rtcroom.ops;

import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.rtcroom.http.IpAddress;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * Whom demo mode serves. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param nearbyOnly whether only this machine and private networks are served
 * @param hostNames further names by which they may call this machine, in lower case
 */
@Unproxied
public record DemoSettings(boolean nearbyOnly, Set<String> hostNames) {

  private static final String LOCAL = "localhost";

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  @Inject
  public DemoSettings(Settings settings) {
    this(
        settings.mode() == Mode.DEMO && !settings.flag("roomservice.demo.allow-remote", false),
        names(settings.text("roomservice.demo.host-names", "")));
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether this machine may be called so: by an address, as localhost, by a name without a dot, or
   * by one that the settings allow. Any other may be a stranger's, whose pages read what they get
   * from a name of their own once that leads here (DNS rebinding).
   *
   * @param host as the request names it, without a port
   */
  boolean allowHost(String host) {
    String name = bare(host.toLowerCase(Locale.ROOT));
    return name.indexOf('.') < 0
        || name.endsWith("." + LOCAL)
        || IpAddress.parse(name).isPresent()
        || hostNames.contains(name);
  }

  /** Without the brackets of IPv6 and the dot at the end of a full name. */
  private static String bare(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
