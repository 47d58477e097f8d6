package org.rtcroom.identity;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * The application's keys. Demo mode makes the ones that are missing and keeps them in {@code
 * <roomservice.home>/keys}; production names the missing setting and does not start.
 */
@Unproxied
public final class Keys {

  private static final Logger LOG = System.getLogger(Keys.class.getName());
  private static final String TOKEN = "roomservice.identity.token-key";
  private static final String PREVIOUS = "roomservice.identity.token-key-previous";
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  private final TicketKeys tickets;
  private final List<TokenKey> tokenKeys;

  /**
   * Reads the keys, in demo mode makes the missing ones.
   *
   * @throws BadSetting if a key is unusable, or in production missing
   */
  @Inject
  public Keys(Settings settings) {
    this.tickets = TicketKeys.read(settings);
    String current = settings.secretOrMade(TOKEN, TOKEN + "-file", "token.key").value();
    Stream<TokenKey> others =
        settings.secret(PREVIOUS).stream()
            .flatMap(secret -> WHITE_SPACE.splitAsStream(secret.value()))
            .map(text -> TokenKey.parse(PREVIOUS, text));
    this.tokenKeys = Stream.concat(Stream.of(TokenKey.parse(TOKEN, current)), others).toList();
  }

  /** Has all read before the first request, so that a bad setting stops the start. */
  void logAtStart(@Observes Startup event, IdentitySettings settings) {
    LOG.log(
        Level.INFO,
        "application {0}: issues tickets {1}",
        String.valueOf(settings.sdkAppId()),
        tickets.issue());
    LOG.log(Level.INFO, "keys of tokens, the first signs: {0}", tokenKeys);
  }

  TicketKeys tickets() {
    return tickets;
  }

  /** The key that signs tokens, and after it others whose tokens are good too. */
  List<TokenKey> tokenKeys() {
    return tokenKeys;
  }
}
