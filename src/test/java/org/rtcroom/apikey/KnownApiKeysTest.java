package org.rtcroom.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.Site;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

class KnownApiKeysTest {

  private static final String PEPPER = "a pepper of more than 32 bytes, for tests";
  private static final String BOOTSTRAP = "the key of the first administrator";

  private final SettableClock clock = new SettableClock(Site.START);
  private final Map<String, StoredKey> rows = new HashMap<>();
  private final Settings settings;
  private final ApiKeySecrets secrets;
  private final KnownApiKeys keys = new KnownApiKeys();
  private int reads;

  KnownApiKeysTest(@TempDir Path home) {
    settings =
        Settings.of(
            Map.of(
                "roomservice.home", home.toString(),
                "roomservice.api.key-pepper", PEPPER,
                "roomservice.api.bootstrap-admin-key", BOOTSTRAP));
    secrets = ApiKeySecrets.read(settings);
    keys.demo = new DemoApiKey(settings);
    keys.secrets = secrets;
    keys.settings = new IdentitySettings(settings);
    keys.clock = clock;
    keys.registry =
        new KeyRegistry() {
          @Override
          Optional<StoredKey> find(String hmac) {
            reads++;
            return Optional.ofNullable(rows.get(hmac));
          }
        };
  }

  @Test
  void aStoredKeyHasItsOwnRoles() {
    String text = given(key(Duration.ofHours(1)));

    assertThat(keys.find(text)).get().returns(Set.of(Role.INTEGRATOR), ApiKey::roles);
    assertThat(keys.valid(text)).isTrue();
  }

  @Test
  void anyOtherTextIsNoKey() {
    String text = given(key(Duration.ofHours(1)));

    assertThat(keys.find("")).isEmpty();
    assertThat(keys.find(text + "x")).isEmpty();
    assertThat(keys.find(text.substring(1))).isEmpty();
    assertThat(keys.find(text.toLowerCase(Locale.ROOT))).isEmpty();
    assertThat(keys.find(secrets.hmac(text))).isEmpty();
    assertThat(keys.find("x".repeat(1_000_000))).isEmpty();
  }

  @Test
  void aKeyIsNoneFromItsExpiryOn() {
    String text = given(key(Duration.ofHours(1)));

    clock.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(keys.find(text)).isPresent();
    clock.advance(Duration.ofMillis(1));
    assertThat(keys.find(text)).isEmpty();
  }

  @Test
  void aRevokedKeyIsNoneAtOnceWhereItWasRevoked() {
    StoredKey key = key(Duration.ofHours(1));
    String text = given(key);
    assertThat(keys.find(text)).isPresent();

    keys.forget(revoke(text, key));

    assertThat(keys.find(text)).isEmpty();
  }

  @Test
  void elsewhereItIsNoneAfterTheRevocationDelay() {
    StoredKey key = key(Duration.ofHours(1));
    String text = given(key);
    assertThat(keys.find(text)).isPresent();

    revoke(text, key);

    clock.advance(Duration.ofSeconds(2));
    assertThat(keys.find(text)).isEmpty();
  }

  @Test
  void aKeyWhoseRowIsGoneIsNoneAfterTheDelayToo() {
    String text = given(key(Duration.ofHours(1)));
    assertThat(keys.find(text)).isPresent();

    rows.clear();

    clock.advance(Duration.ofSeconds(2));
    assertThat(keys.find(text)).isEmpty();
  }

  @Test
  void theStoreIsNotAskedForEveryRequest() {
    String text = given(key(Duration.ofHours(1)));

    for (int i = 0; i < 100; i++) {
      assertThat(keys.find(text)).isPresent();
    }

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void theStoreIsNotAskedForTextsThatNobodyGaveOut(@TempDir Path elsewhere) {
    String text = given(key(Duration.ofHours(1)));
    ApiKeySecrets others =
        ApiKeySecrets.read(Settings.of(Map.of("roomservice.home", elsewhere.toString())));

    for (String guess :
        List.of(
            "x",
            ApiKeySecrets.freshText(),
            ApiKeySecrets.freshText() + "0".repeat(11),
            ApiKeySecrets.freshText() + text.substring(43),
            text.substring(0, 43),
            text.substring(0, 53),
            text + "=",
            text.substring(0, 42) + (text.charAt(42) == 'A' ? 'B' : 'A') + text.substring(43),
            others.newText())) {
      assertThat(keys.find(guess)).as(guess).isEmpty();
    }

    assertThat(reads).isZero();
    assertThat(keys.find(text)).isPresent();
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void theFirstAdministratorCanGiveOutKeysAndNothingElse() {
    assertThat(keys.find(BOOTSTRAP)).get().returns(Set.of(Role.ADMIN), ApiKey::roles);
    assertThat(keys.find(BOOTSTRAP.toUpperCase(Locale.ROOT))).isEmpty();
  }

  @Test
  void nobodyBothGivesOutKeysAndExamines() {
    assertThat(ApiKey.compatible(EnumSet.of(Role.ADMIN, Role.AUDITOR))).isFalse();
    assertThat(ApiKey.compatible(EnumSet.allOf(Role.class))).isFalse();
    assertThat(ApiKey.compatible(EnumSet.noneOf(Role.class))).isFalse();
    assertThat(ApiKey.compatible(EnumSet.of(Role.ADMIN, Role.OPERATOR, Role.INTEGRATOR))).isTrue();
    assertThat(ApiKey.compatible(EnumSet.of(Role.AUDITOR, Role.OPERATOR, Role.INTEGRATOR)))
        .isTrue();
  }

  @Test
  void anotherPepperMakesOtherHmacs() {
    Settings other = with("roomservice.api.key-pepper", PEPPER + "!");

    assertThat(ApiKeySecrets.read(other).hmac("text")).isNotEqualTo(secrets.hmac("text"));
    assertThat(secrets.hmac("text")).matches("[0-9a-f]{64}");
  }

  @Test
  void demoModeMakesAPepperAndKeepsIt(@TempDir Path home) {
    Settings demo = Settings.of(Map.of("roomservice.home", home.toString()));

    assertThat(ApiKeySecrets.read(demo).hmac("x")).isEqualTo(ApiKeySecrets.read(demo).hmac("x"));
    assertThat(home.resolve("keys/api-key-pepper.key")).exists();
  }

  @Test
  void productionDemandsAPepper(@TempDir Path home) {
    Settings production =
        Settings.of(Map.of("roomservice.mode", "production", "roomservice.home", home.toString()));

    assertThatThrownBy(() -> ApiKeySecrets.read(production))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.api.key-pepper-file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"roomservice.api.key-pepper", "roomservice.api.bootstrap-admin-key"})
  void aShortSecretStopsTheStartAndIsNotShown(String name) {
    assertThatThrownBy(() -> ApiKeySecrets.read(with(name, "31-bytes-are-one-byte-too-short")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining("31-bytes");
  }

  @Test
  void freshTextsAreAsLongAsTheyMustBeAndNeverTheSame() {
    assertThat(ApiKeySecrets.freshText())
        .matches("[A-Za-z0-9_-]{43}")
        .isNotEqualTo(ApiKeySecrets.freshText());
    assertThat(secrets.newText()).matches("[A-Za-z0-9_-]{54}").isNotEqualTo(secrets.newText());
  }

  private Settings with(String name, String value) {
    return Settings.of(Map.of("roomservice.home", settings.home().toString(), name, value));
  }

  private StoredKey key(Duration validity) {
    return new StoredKey(
        new ApiKey("id", "back end", Set.of(Role.INTEGRATOR)),
        "",
        clock.instant(),
        clock.instant().plus(validity),
        Optional.empty());
  }

  private String given(StoredKey key) {
    String text = secrets.newText();
    rows.put(secrets.hmac(text), key);
    return text;
  }

  private StoredKey revoke(String text, StoredKey key) {
    String hmac = secrets.hmac(text);
    StoredKey revoked =
        new StoredKey(key.key(), hmac, key.created(), key.expires(), Optional.of(clock.instant()));
    rows.put(hmac, revoked);
    return revoked;
  }
}
