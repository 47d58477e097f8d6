package org.rtcroom.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private enum Notification {
    SYSTEM,
    CUSTOM_MESSAGE
  }

  private final Path folder;

  SettingsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anAbsentSettingHasItsDefault() {
    Settings settings = Settings.of(Map.of());

    assertThat(settings.mode()).isEqualTo(Mode.DEMO);
    assertThat(settings.home()).isAbsolute().hasFileName("roomservice-data");
    assertThat(settings.text("a", "b")).isEqualTo("b");
    assertThat(settings.flag("a", true)).isTrue();
    assertThat(settings.integer("a", 7, 1, 9)).isEqualTo(7);
    assertThat(settings.secret("a")).isEmpty();
  }

  @Test
  void anEmptyValueOfMicroProfileConfigCountsAsAbsent() {
    Settings settings =
        new Settings(
            new SmallRyeConfigBuilder()
                .withSources(
                    new PropertiesConfigSource(Map.of("a", "", "b", "  ", "c", " d "), "test", 100))
                .build());

    assertThat(settings.optionalText("a")).isEmpty();
    assertThat(settings.optionalText("b")).isEmpty();
    assertThat(settings.optionalText("c")).contains("d");
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "20s,PT20S", "5m,PT5M", "24h,PT24H", "7d,PT168H"})
  void durationsAreWrittenWithTheirUnit(String text, Duration expected) {
    assertThat(duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "20 s", "-1s", "1.5s", "PT20S", "8d", "99ms", "s", "9999999999s"})
  void aDurationThatIsMiswrittenOrOutOfBoundsNamesItselfAndTheBounds(String text) {
    assertThatThrownBy(() -> duration(text))
        .isInstanceOf(BadSetting.class)
        .hasMessage("a.b is '%s', expected a duration from 100ms to 7d", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "1.0", "x", "99999999999999999999"})
  void aNumberOutOfBoundsIsRefused(String text) {
    assertThatThrownBy(() -> Settings.of(Map.of("n", text)).integer("n", 1, 1, 100))
        .isInstanceOf(BadSetting.class)
        .hasMessage("n is '%s', expected a whole number from 1 to 100", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "1", "on"})
  void aFlagIsTrueOrFalse(String text) {
    assertThatThrownBy(() -> Settings.of(Map.of("f", text)).flag("f", false))
        .hasMessageContaining("true or false");
  }

  @Test
  void aChoiceIsWrittenInLowerCase() {
    Settings settings = Settings.of(Map.of("good", "custom-message", "bad", "CUSTOM_MESSAGE"));

    assertThat(settings.choice("good", Notification.SYSTEM, Notification.class))
        .isEqualTo(Notification.CUSTOM_MESSAGE);
    assertThatThrownBy(() -> settings.choice("bad", Notification.SYSTEM, Notification.class))
        .hasMessage("bad is 'CUSTOM_MESSAGE', expected one of system, custom-message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a", "a.example.com", "http://", "http://a/?k=v", "http://a b"})
  void anAddressOfAServiceIsBareHttp(String text) {
    assertThat(Settings.of(Map.of("u", "https://a:9/b")).url("u", "http://c"))
        .isEqualTo(URI.create("https://a:9/b"));
    assertThatThrownBy(() -> Settings.of(Map.of("u", text)).url("u", "http://c"))
        .isInstanceOf(BadSetting.class);
  }

  @Test
  void anAddressThatHoldsAPasswordIsNotRepeated() {
    assertThatThrownBy(() -> Settings.of(Map.of("u", "http://me:hush@a")).url("u", "http://c"))
        .isInstanceOf(BadSetting.class)
        .hasMessageNotContaining("hush");
  }

  @Test
  void aSecretComesFromTheSettingOrItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "hush\n");

    assertThat(Settings.of(Map.of("k", "hush")).secret("k")).contains(new Secret("hush"));
    assertThat(Settings.of(Map.of("k-file", file.toString())).secret("k"))
        .contains(new Secret("hush"));
    assertThatThrownBy(
            () -> Settings.of(Map.of("k", "hush", "k-file", file.toString())).secret("k"))
        .hasMessageContaining("not both")
        .hasMessageNotContaining("hush");
  }

  @Test
  void aSecretsFileThatIsMissingOrEmptyIsNamed() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThatThrownBy(() -> Settings.of(Map.of("k-file", "/no/such")).secret("k"))
        .hasMessageStartingWith("k-file is '/no/such'");
    assertThatThrownBy(() -> Settings.of(Map.of("k-file", empty.toString())).secret("k"))
        .hasMessageContaining("not empty");
    Settings production = Settings.of(Map.of("roomservice.mode", "production"));
    assertThatThrownBy(() -> production.secretOrMade("k", "k", "k"))
        .hasMessageStartingWith("k is not set");
  }

  @Test
  void aSecretHidesInText() {
    assertThat(new Secret("hush")).asString().doesNotContain("hush");
  }

  @Test
  void productionHasNoDemoDefaults() {
    Settings production = Settings.of(Map.of("roomservice.mode", "production"));

    assertThat(Settings.of(Map.of()).textOrDemo("a", "demo")).isEqualTo("demo");
    assertThatThrownBy(() -> production.textOrDemo("a", "demo")).isInstanceOf(BadSetting.class);
    assertThatThrownBy(() -> production.numberOrDemo("a", 1, 1, 2)).isInstanceOf(BadSetting.class);
  }

  private static Duration duration(String text) {
    return Settings.of(Map.of("a.b", text))
        .duration("a.b", Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofDays(7));
  }
}
