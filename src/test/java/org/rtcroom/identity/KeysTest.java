package org.rtcroom.identity;

import static java.math.BigInteger.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

class KeysTest {

  private static final UserId ALICE = UserId.of("alice");

  /** The first 4 bytes of SHA-256("roomservice token " and the bytes 0 to v in hex). */
  private static final String ID = "a03cb376";

  private static final String TOKEN_KEY = "ab".repeat(32);

  /** Made once: it takes a second. */
  private static final KeyPair RSA = rsa(2048);

  private final Path home;

  KeysTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void demoKeysAreTheSameAfterARestart() throws Exception {
    Keys first = keys(Map.of());
    Keys second = keys(Map.of());

    assertThat(second.tokenKeys()).isEqualTo(first.tokenKeys());
    assertThat(second.tickets().publicKey()).isEqualTo(first.tickets().publicKey());
    assertThat(second.tickets().issue()).isEqualTo(TicketFormat.V1);
    assertThat(PemKeys.publicKey("x", Files.readString(home.resolve("keys/im-public.pem"))))
        .isEqualTo(first.tickets().publicKey().orElseThrow());
  }

  @Test
  void rsaKeysSignTicketsToo() throws Exception {
    Site site =
        Site.at(
            home,
            "im.issue",
            "v1",
            "im.private-key",
            privatePem(RSA),
            "im.public-key",
            PemKeys.publicBlock(RSA.getPublic()));
    UserSigs userSigs = site.userSigs();
    String ticket = userSigs.issue(ALICE, Duration.ofHours(1));

    assertThat(userSigs.verify(ticket, ALICE, Site.APPLICATION).userId()).isEqualTo(ALICE);
    assertThatThrownBy(
            () ->
                Site.at(home.resolve("elliptic"))
                    .userSigs()
                    .verify(ticket, ALICE, Site.APPLICATION))
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void thePublicKeyMustBelongToThePrivateOne() throws Exception {
    RSAPublicKey ours = (RSAPublicKey) RSA.getPublic();
    PublicKey another =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(ours.getModulus().add(TWO), ours.getPublicExponent()));

    assertThatThrownBy(() -> keys(pems(RSA, new KeyPair(another, RSA.getPrivate()))))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.im.public-key");
  }

  @Test
  void weakKeysAreRefused() throws Exception {
    KeyPair shortRsa = rsa(1024);
    KeyPair otherCurve = elliptic("secp384r1");

    assertThatThrownBy(() -> keys(pems(shortRsa, shortRsa))).isInstanceOf(BadSetting.class);
    assertThatThrownBy(() -> keys(pems(otherCurve, otherCurve))).isInstanceOf(BadSetting.class);
  }

  @Test
  void aKeyThatIsNoPemIsNotShown() {
    assertThatThrownBy(() -> keys(Map.of("roomservice.im.private-key", "hush")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.im.private-key")
        .hasMessageNotContaining("hush");
  }

  @Test
  void productionNamesTheKeyThatIsMissing() throws Exception {
    Map<String, String> production = new HashMap<>(Map.of("roomservice.mode", "production"));
    missing(production, "roomservice.im.private-key-file");

    production.put("roomservice.im.secret-key", "x".repeat(32));
    missing(production, "roomservice.identity.token-key-file");

    production.put("roomservice.identity.token-key", TOKEN_KEY);
    assertThat(keys(production).tickets().issue()).isEqualTo(TicketFormat.V2);

    production.put("roomservice.im.issue", "v1");
    missing(production, "roomservice.im.private-key-file");
    assertThat(home.resolve("keys")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex", "base64"})
  void aTokenKeyIsHexOrBase64(String form) {
    byte[] bytes = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.UTF_8);
    String text =
        form.equals("hex")
            ? HexFormat.of().formatHex(bytes)
            : Base64.getEncoder().encodeToString(bytes);

    TokenKey key = keys(Map.of("roomservice.identity.token-key", text)).tokenKeys().get(0);
    assertThat(key.key().getEncoded()).isEqualTo(bytes);
    assertThat(key.id()).isEqualTo(ID);
    assertThat(key).hasToString("TokenKey[" + ID + "]");
  }

  @Test
  void theKeysOfBeforeStandInOneSettingLineByLine() {
    String before = "cd".repeat(32);
    String beforeThat = "ef".repeat(32);
    Map<String, String> changed =
        Map.of(
            "roomservice.identity.token-key",
            TOKEN_KEY,
            "roomservice.identity.token-key-previous",
            before + "\n" + beforeThat);

    assertThat(keys(changed).tokenKeys())
        .extracting(TokenKey::id)
        .hasSize(3)
        .doesNotHaveDuplicates()
        .startsWith(
            keys(Map.of("roomservice.identity.token-key", TOKEN_KEY)).tokenKeys().get(0).id());
  }

  @Test
  void aKeyOfBeforeThatIsNoneIsNamedAndNotShown() {
    assertThatThrownBy(
            () -> keys(Map.of("roomservice.identity.token-key-previous", "ab".repeat(31))))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("roomservice.identity.token-key-previous")
        .hasMessageNotContaining("abab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abababababababababababababababababababababababab", "c2hvcnQ=", "what?"})
  void aTokenKeyOfLessThan32BytesIsRefused(String text) {
    assertThatThrownBy(() -> keys(Map.of("roomservice.identity.token-key", text)))
        .isInstanceOf(BadSetting.class)
        .hasMessageNotContaining(text);
  }

  @Test
  void keysHideInText() {
    assertThat(keys(Map.of()).tickets().toString()).isEqualTo("TicketKeys[issue=V1]");
  }

  @Test
  void productionNamesEveryIdentitySettingThatIsMissing() {
    Map<String, String> production = new HashMap<>(Map.of("roomservice.mode", "production"));
    for (String name : List.of("sdk-app-id", "account-type", "administrator")) {
      assertThatThrownBy(() -> new IdentitySettings(Settings.of(production)))
          .isInstanceOf(BadSetting.class)
          .hasMessageStartingWith("roomservice.im." + name);
      production.put("roomservice.im." + name, "7");
    }
    assertThat(new IdentitySettings(Settings.of(production)).maxTicketValidity())
        .contains(Duration.ofDays(1));
  }

  private void missing(Map<String, String> values, String name) {
    assertThatThrownBy(() -> keys(values))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(name + " is not set");
  }

  private Keys keys(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("roomservice.home", home.toString());
    return new Keys(Settings.of(all));
  }

  private static Map<String, String> pems(KeyPair ours, KeyPair everybodys) {
    return Map.of(
        "roomservice.im.private-key",
        privatePem(ours),
        "roomservice.im.public-key",
        PemKeys.publicBlock(everybodys.getPublic()));
  }

  private static String privatePem(KeyPair pair) {
    String encoded = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----";
  }

  private static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair elliptic(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }
}
