package org.rtcroom.http;

import java.time.Duration;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The operator's settings for all requests. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param trustedProxies the proxies that may say where a request comes from, and how
 * @param requireHttps whether plain HTTP is refused
 * @param ratePerUser requests of one user per minute; 0: any number
 * @param ratePerAddress requests from one address per minute; 0: any number
 * @param bodyDeadline within which the whole body of a request has to come
 * @param largeReads exports, dossiers and lists as files that are made at once
 */
public record HttpSettings(
    TrustedProxies trustedProxies,
    boolean requireHttps,
    int ratePerUser,
    int ratePerAddress,
    Duration bodyDeadline,
    int largeReads) {

  private static final int MOST = 1_000_000;
  private static final Duration BODY_DEADLINE = Duration.ofSeconds(20);
  private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(1);
  private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(5);

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static HttpSettings read(Settings settings) {
    boolean production = settings.mode() == Mode.PRODUCTION;
    return new HttpSettings(
        TrustedProxies.read(settings),
        settings.flag("roomservice.http.require-https", production),
        settings.integer("roomservice.http.rate-limit-per-user", production ? 600 : 0, 0, MOST),
        settings.integer(
            "roomservice.http.rate-limit-per-address", production ? 6_000 : 0, 0, MOST),
        settings.duration(
            "roomservice.http.body-deadline", BODY_DEADLINE, SHORTEST_DEADLINE, LONGEST_DEADLINE),
        settings.integer("roomservice.api.large-reads", 4, 1, 100));
  }
}
