package org.rtcroom.http;

import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The operator's settings for all requests. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param trustedProxies the proxies that may say where a request comes from, and how
 * @param requireHttps whether plain HTTP is refused
 */
public record HttpSettings(TrustedProxies trustedProxies, boolean requireHttps) {

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static HttpSettings read(Settings settings) {
    return new HttpSettings(
        TrustedProxies.read(settings),
        settings.flag("roomservice.http.require-https", settings.mode() == Mode.PRODUCTION));
  }
}
