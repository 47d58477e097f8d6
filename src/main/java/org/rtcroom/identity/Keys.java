package org.rtcroom.identity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.KeyFolder;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * The application's keys. Demo mode makes the ones that are missing and keeps them in {@code
 * <roomservice.home>/keys}; production names the missing setting and does not start.
 */
public final class Keys {

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
  public Keys(Settings settings) {
    KeyFolder folder = new KeyFolder(settings.home());
    this.tickets = TicketKeys.read(settings, folder);
    TokenKey current = TokenKey.parse(TOKEN, tokenSecret(settings, folder).value());
    this.tokenKeys = Stream.concat(Stream.of(current), otherTokenKeys(settings)).toList();
  }

  TicketKeys tickets() {
    return tickets;
  }

  /** The key that signs tokens, and after it others whose tokens are good too. */
  List<TokenKey> tokenKeys() {
    return tokenKeys;
  }

  private static Secret tokenSecret(Settings settings, KeyFolder folder) {
    Optional<Secret> given = settings.secret(TOKEN);
    if (given.isEmpty() && settings.mode() == Mode.PRODUCTION) {
      throw BadSetting.missing(TOKEN + "-file");
    }
    return given.orElseGet(() -> new Secret(folder.keptOrMadeHex("token.key")));
  }

  private static Stream<TokenKey> otherTokenKeys(Settings settings) {
    return settings.secret(PREVIOUS).stream()
        .flatMap(secret -> WHITE_SPACE.splitAsStream(secret.value()))
        .map(text -> TokenKey.parse(PREVIOUS, text));
  }
}
