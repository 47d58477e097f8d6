package org.rtcroom.stream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * The settings of streams. Their bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param bizId the account's number at the live platform; every stream name begins with it
 * @param pushHost the host members publish to, with a port if it is not the usual one
 * @param playHost the host others watch at, likewise
 * @param playScheme of the addresses that are fetched by HTTP
 * @param pushKey signs push URLs
 * @param previousPushKey push URLs signed with it are still taken, for the change of keys
 * @param playKey signs play URLs
 * @param pushUrlValidTime how long push URLs are good at most, whatever they are for
 * @param playUrlValidTime the same of signed play URLs
 * @param nameKey proves that a stream name is ours
 * @param acceptForeignPushUrls whether members may publish to addresses we did not issue
 */
@Unproxied
public record StreamSettings(
    String bizId,
    String pushHost,
    String playHost,
    Scheme playScheme,
    Secret pushKey,
    Optional<Secret> previousPushKey,
    Secret playKey,
    Duration pushUrlValidTime,
    Duration playUrlValidTime,
    Secret nameKey,
    boolean acceptForeignPushUrls) {

  /** The protocol of players that do not fetch RTMP. */
  public enum Scheme {
    HTTP,
    HTTPS
  }

  private static final Logger LOG = System.getLogger(StreamSettings.class.getName());
  private static final Pattern BIZ_ID = Pattern.compile("[A-Za-z0-9]{1,20}");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(:[0-9]{1,5})?");
  private static final String HOST_FORM = "a host name, with :port if need be";
  private static final String LIVE = "roomservice.live.";

  /**
   * Reads and checks; demo mode makes the keys that are missing and keeps them.
   *
   * @throws BadSetting if a value is missing or out of its bounds
   */
  @Inject
  public StreamSettings(Settings settings) {
    this(
        settings.textOrDemo(LIVE + "biz-id", "1000", BIZ_ID, "1 to 20 letters and digits"),
        settings.textOrDemo(LIVE + "push-host", "push.example.com", HOST, HOST_FORM),
        settings.textOrDemo(LIVE + "play-host", "play.example.com", HOST, HOST_FORM),
        settings.choice(LIVE + "play-scheme", Scheme.HTTPS, Scheme.class),
        keyOrDemo(settings, LIVE + "push-key", shortest(settings)),
        settings
            .secret(LIVE + "push-key-previous")
            .map(key -> longEnough(LIVE + "push-key-previous", key, shortest(settings))),
        keyOrDemo(settings, LIVE + "play-key", shortest(settings)),
        validTime(settings, "push-url-valid-time"),
        validTime(settings, "play-url-valid-time"),
        keyOrDemo(settings, "roomservice.stream.name-key", 32),
        settings.flag("roomservice.stream.accept-foreign-push-urls", false));
  }

  /** Has them read before the first request, so that a bad setting stops the start. */
  void logAtStart(@Observes Startup event) {
    LOG.log(
        Level.INFO,
        "keys of push URLs, the first signs: {0}; of play URLs: {1}",
        pushKeys().map(key -> key.id("push")).toList(),
        playKey.id("play"));
    if (playKey.equals(pushKey)) {
      LOG.log(
          Level.WARNING,
          "roomservice.live.play-key equals push-key: every viewer of a stream holds a signature"
              + " that is good for publishing over it");
    }
  }

  /** The key that signs push URLs, and after it the other whose push URLs are taken. */
  Stream<Secret> pushKeys() {
    return Stream.concat(Stream.of(pushKey), previousPushKey.stream());
  }

  private static Duration validTime(Settings settings, String name) {
    Duration day = Duration.ofHours(24);
    return settings.duration(LIVE + name, day, Duration.ofMinutes(1), Duration.ofDays(366));
  }

  /** The file of a made key is called like the last part of its setting, such as push-key. */
  private static Secret keyOrDemo(Settings settings, String name, int shortest) {
    String file = name.substring(name.lastIndexOf('.') + 1);
    return longEnough(name, settings.secretOrMade(name, name, file), shortest);
  }

  /** Characters: viewers hold hashes of the key, and could try all short ones. */
  private static int shortest(Settings settings) {
    return settings.mode() == Mode.PRODUCTION ? 16 : 1;
  }

  private static Secret longEnough(String name, Secret key, int shortest) {
    if (key.value().length() < shortest) {
      throw BadSetting.secret(name, "at least " + shortest + " characters");
    }
    return key;
  }
}
