package org.rtcroom.apikey;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rtcroom.identity.SecretFingerprint;
import org.rtcroom.identity.TicketText;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.KeyFolder;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * The secrets by which API keys are made and recognised: the pepper, without which the kept HMACs
 * are of no use, and the key the first administrator begins with. Both stand outside the database.
 */
public final class ApiKeySecrets {

  private static final String PEPPER = "roomservice.api.key-pepper";
  private static final String BOOTSTRAP = "roomservice.api.bootstrap-admin-key";
  private static final String HMAC = "HmacSHA256";

  /** Bytes, of a key's text before it is written, and of a secret at least. */
  private static final int BYTES = 32;

  /** Characters of that text. */
  private static final int RANDOM_LENGTH = 43;

  /** A guess is right once in 2^64. */
  private static final int CHECK_BYTES = 8;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec pepper;
  private final Optional<String> bootstrapHash;

  private ApiKeySecrets(SecretKeySpec pepper, Optional<String> bootstrapHash) {
    this.pepper = pepper;
    this.bootstrapHash = bootstrapHash;
  }

  /**
   * Reads both; demo mode makes the pepper where none is given.
   *
   * @throws BadSetting if one is too short, or in production the pepper is missing
   */
  public static ApiKeySecrets read(Settings settings) {
    Optional<Secret> given = settings.secret(PEPPER);
    if (given.isEmpty() && settings.mode() == Mode.PRODUCTION) {
      throw BadSetting.missing(PEPPER + "-file");
    }
    Secret pepper =
        given.orElseGet(
            () -> new Secret(new KeyFolder(settings.home()).keptOrMadeHex("api-key-pepper.key")));
    return new ApiKeySecrets(
        new SecretKeySpec(TicketText.utf8(longEnough(PEPPER, pepper)), HMAC),
        settings
            .secret(BOOTSTRAP)
            .map(secret -> SecretFingerprint.hex(longEnough(BOOTSTRAP, secret))));
  }

  private static String longEnough(String name, Secret secret) {
    if (TicketText.utf8(secret.value()).length < BYTES) {
      throw BadSetting.secret(name, "at least " + BYTES + " bytes");
    }
    return secret.value();
  }

  /**
   * The text of a new key. Behind the random part stands one that only who has the pepper can make,
   * so that a guess is told from a key without asking anybody.
   */
  String newText() {
    String random = freshText();
    return random + check(random);
  }

  /** Whether that may be the text of a key that was given out under this pepper. */
  boolean mayHaveMade(String text) {
    if (text.length() <= RANDOM_LENGTH) {
      return false;
    }
    String check = text.substring(RANDOM_LENGTH);
    return SecretFingerprint.equal(check(text.substring(0, RANDOM_LENGTH)), check);
  }

  private String check(String random) {
    byte[] whole = mac("roomservice API key " + random);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(whole, CHECK_BYTES));
  }

  /** A random text: 256 bits in 43 characters that need no quoting anywhere. */
  public static String freshText() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The part of a key's text that is kept: its HMAC-SHA256 under the pepper, lower-case hex. */
  public String hmac(String text) {
    return HexFormat.of().formatHex(mac(text));
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(pepper);
      return mac.doFinal(TicketText.utf8(text));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  /**
   * The maker of pseudonyms. Its key follows from the pepper, which stays as it is for as long as
   * there are API keys: with another pepper no pseudonym of before is found.
   */
  Pseudonyms pseudonyms() {
    return new Pseudonyms(mac("roomservice pseudonyms"));
  }

  /** Whether that is the text of the key the first administrator begins with. */
  boolean isBootstrap(String text) {
    String shown = SecretFingerprint.hex(text);
    return bootstrapHash.filter(known -> SecretFingerprint.equal(known, shown)).isPresent();
  }

  /** Secrets. */
  @Override
  public String toString() {
    return "ApiKeySecrets[hidden]";
  }
}
