package org.rtcroom.identity;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
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
  private static final int SHORTEST_TOKEN_KEY = 32;
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

  private final TicketKeys tickets;
  private final SecretKey tokenKey;

  /**
   * Reads the keys, in demo mode makes the missing ones.
   *
   * @throws BadSetting if a key is unusable, or in production missing
   */
  public Keys(Settings settings) {
    KeyFolder folder = new KeyFolder(settings.home());
    this.tickets = TicketKeys.read(settings, folder);
    this.tokenKey = tokenKey(tokenSecret(settings, folder));
  }

  TicketKeys tickets() {
    return tickets;
  }

  SecretKey tokenKey() {
    return tokenKey;
  }

  private static Secret tokenSecret(Settings settings, KeyFolder folder) {
    Optional<Secret> given = settings.secret(TOKEN);
    if (given.isEmpty() && settings.mode() == Mode.PRODUCTION) {
      throw BadSetting.missing(TOKEN + "-file");
    }
    return given.orElseGet(() -> new Secret(folder.keptOrMadeHex("token.key")));
  }

  private static SecretKey tokenKey(Secret secret) {
    byte[] bytes = bytes(secret.value());
    if (bytes.length < SHORTEST_TOKEN_KEY) {
      throw badTokenKey();
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  private static byte[] bytes(String text) {
    if (HEX.matcher(text).matches()) {
      return HexFormat.of().parseHex(text);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw badTokenKey();
    }
  }

  private static BadSetting badTokenKey() {
    return BadSetting.secret(
        TOKEN, "at least " + SHORTEST_TOKEN_KEY + " random bytes in hex or base64");
  }
}
