package org.rtcroom.identity;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
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
        settings.secretLines(PREVIOUS).stream()
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

  /**
   * Names the value of a secret setting to those who hold the key that signs tokens, and tells
   * nothing to others, however easily the secret could be guessed: 16 hex digits of an HMAC-SHA256.
   */
  public String settingId(String name, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(tokenKeys.get(0).key());
      byte[] text =
          ("roomservice setting\n" + name + "\n" + value).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(text), 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  TicketKeys tickets() {
    return tickets;
  }

  /** The key that signs tokens, and after it others whose tokens are good too. */
  List<TokenKey> tokenKeys() {
    return tokenKeys;
  }
}
