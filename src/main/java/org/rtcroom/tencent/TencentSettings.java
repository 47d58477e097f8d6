package org.rtcroom.tencent;

import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * The settings of Tencent's services. Their bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 */
@Unproxied
public record TencentSettings(Im im, Live live) {

  /** How groups are told that members changed. */
  public enum Notification {
    /** By a system notification, which installed mini programs insist on. */
    SYSTEM,
    /** By a custom message, for accounts that may not send system notifications. */
    CUSTOM
  }

  /**
   * The IM REST API.
   *
   * @param timeout for one call, start to end, and for the group of a room that opens
   */
  public record Im(boolean enabled, URI baseUrl, Duration timeout, Notification notification) {}

  /**
   * The live API.
   *
   * @param account present when enabled
   * @param timeout for one call, start to end
   */
  public record Live(boolean enabled, URI baseUrl, Optional<Account> account, Duration timeout) {}

  /** Our account at the live API. */
  public record Account(String appId, Secret apiKey) {}

  private static final String IM = "roomservice.im.";
  private static final String LIVE = "roomservice.live.";
  private static final Pattern APP_ID = Pattern.compile("[0-9]{1,20}");
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration USUAL = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is missing or out of its bounds
   */
  @Inject
  public TencentSettings(Settings settings) {
    this(im(settings), live(settings));
  }

  private static Im im(Settings settings) {
    return new Im(
        settings.flag(IM + "enabled", settings.mode() == Mode.PRODUCTION),
        settings.peerUrl(IM + "base-url", "https://console.tim.qq.com"),
        settings.duration(IM + "timeout", USUAL, SHORTEST, LONGEST),
        settings.choice(IM + "notification", Notification.SYSTEM, Notification.class));
  }

  private static Live live(Settings settings) {
    boolean enabled = settings.flag(LIVE + "api-enabled", false);
    return new Live(
        enabled,
        settings.peerUrl(LIVE + "api-base-url", "https://fcgi.video.qcloud.com"),
        enabled ? Optional.of(account(settings)) : Optional.empty(),
        settings.duration(LIVE + "api-timeout", USUAL, SHORTEST, LONGEST));
  }

  private static Account account(Settings settings) {
    String id = LIVE + "app-id";
    String key = LIVE + "api-key";
    String appId = settings.optionalText(id).orElseThrow(() -> BadSetting.missing(id));
    if (!APP_ID.matcher(appId).matches()) {
      throw BadSetting.value(id, appId, "a number of at most 20 digits");
    }
    return new Account(appId, settings.secret(key).orElseThrow(() -> BadSetting.missing(key)));
  }
}
