package org.rtcroom.identity;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The settings of identity. Their bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param sdkAppId the application's number at the IM service
 * @param accountType expected by old clients beside it; has no meaning for us
 * @param administrator the IM account that creates groups; no ticket is given out for it
 * @param reservedIds lower case; no ticket is given out for these either
 * @param ticketValidity how long tickets are good that are issued without a time of their own
 * @param entryTicketValidity the same for privateMapKeys
 * @param maxTicketValidity tickets issued for longer are refused; absent: any length
 * @param tokensPerUser how many logins of one user are good at once
 * @param revocationDelay how old a node's knowledge of a generation may be in a cluster
 */
@Unproxied
public record IdentitySettings(
    Mode mode,
    long sdkAppId,
    String accountType,
    UserId administrator,
    Set<String> reservedIds,
    Duration ticketValidity,
    Duration entryTicketValidity,
    Optional<Duration> maxTicketValidity,
    Duration tokenLifetime,
    int tokensPerUser,
    Duration revocationDelay,
    boolean cluster) {

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(366);

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is missing or out of its bounds
   */
  @Inject
  public IdentitySettings(Settings settings) {
    this(
        settings.mode(),
        settings.numberOrDemo("roomservice.im.sdk-app-id", 1_400_000_000L, 1, 4_294_967_295L),
        settings.textOrDemo(
            "roomservice.im.account-type", "36862", DECIMAL, "a number of at most 10 digits"),
        administrator(settings),
        reservedIds(settings),
        settings.duration("roomservice.identity.ticket-validity", DAY, SECOND, YEAR),
        settings.duration("roomservice.webrtc.entry-ticket-validity", DAY, SECOND, YEAR),
        maxTicketValidity(settings),
        settings.duration("roomservice.identity.token-lifetime", DAY, SECOND, YEAR),
        settings.integer("roomservice.identity.tokens-per-user", 1, 1, 100),
        settings.duration(
            "roomservice.identity.revocation-delay",
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ofMinutes(1)),
        settings.flag("roomservice.cluster.enabled", false));
  }

  /** Whether this user is never given a ticket. Compared without case. */
  public boolean reserved(UserId user) {
    String id = lowerCase(user.value());
    return id.equals(lowerCase(administrator.value())) || reservedIds.contains(id);
  }

  private static UserId administrator(Settings settings) {
    String name = "roomservice.im.administrator";
    return userId(name, settings.textOrDemo(name, "administrator"));
  }

  private static Set<String> reservedIds(Settings settings) {
    String name = "roomservice.identity.reserved-ids";
    return settings.optionalText(name).stream()
        .flatMap(IdentitySettings::splitAtCommas)
        .map(id -> lowerCase(userId(name, id).value()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> splitAtCommas(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).filter(id -> !id.isEmpty());
  }

  private static Optional<Duration> maxTicketValidity(Settings settings) {
    Optional<Duration> stated =
        settings.optionalDuration("roomservice.identity.max-ticket-validity", SECOND, YEAR);
    boolean bounded = settings.mode() == Mode.PRODUCTION;
    return bounded && stated.isEmpty() ? Optional.of(DAY) : stated;
  }

  private static UserId userId(String name, String text) {
    try {
      return UserId.of(text);
    } catch (IllegalId e) {
      throw BadSetting.value(name, text, "user ids of 1 to 64 letters, digits and _ - . @ :");
    }
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
