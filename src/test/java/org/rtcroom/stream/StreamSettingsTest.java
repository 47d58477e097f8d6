package org.rtcroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

class StreamSettingsTest {

  private final Path home;

  StreamSettingsTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void demoKeysDifferFromEachOtherAndOutliveARestart() {
    StreamSettings first = read(Map.of());

    assertThat(read(Map.of())).isEqualTo(first);
    assertThat(List.of(first.pushKey(), first.playKey(), first.nameKey())).doesNotHaveDuplicates();
  }

  @Test
  void productionNamesEverySettingThatIsMissing() {
    Map<String, String> production = new HashMap<>(Map.of("roomservice.mode", "production"));
    for (String name :
        List.of(
            "roomservice.live.biz-id",
            "roomservice.live.push-host",
            "roomservice.live.play-host",
            "roomservice.live.push-key",
            "roomservice.live.play-key",
            "roomservice.stream.name-key")) {
      assertThatThrownBy(() -> read(production))
          .isInstanceOf(BadSetting.class)
          .hasMessageStartingWith(name + " is not set");
      production.put(name, "x".repeat(name.endsWith("biz-id") ? 4 : 32));
    }
    assertThat(read(production).playScheme()).isEqualTo(StreamSettings.Scheme.HTTPS);
    assertThat(home.resolve("keys")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "roomservice.live.biz-id,12/34",
    "roomservice.live.push-host,http://h",
    "roomservice.live.play-host,h/live",
    "roomservice.live.push-url-valid-time,59s",
    "roomservice.live.play-scheme,ftp"
  })
  void aBadValueIsNamed(String name, String value) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(name + " is '" + value + "', expected ");
  }

  @Test
  void aShortNameKeyIsRefusedAndNotShown() {
    assertThatThrownBy(() -> read(Map.of("roomservice.stream.name-key", "hush")))
        .isInstanceOf(BadSetting.class)
        .hasMessageNotContaining("hush");
  }

  /** Whoever holds an address could try all short keys against its signature. */
  @ParameterizedTest
  @ValueSource(strings = {"push-key", "push-key-previous", "play-key"})
  void productionRefusesKeysThatCanBeGuessed(String name) {
    Map<String, String> values = new HashMap<>();
    for (String needed : List.of("biz-id", "push-host", "play-host", "push-key", "play-key")) {
      values.put("roomservice.live." + needed, "x".repeat(16));
    }
    values.put("roomservice.stream.name-key", "x".repeat(32));
    values.put("roomservice.live." + name, "hush".repeat(4).substring(1));

    assertThat(read(values).playKey()).isNotNull();
    values.put("roomservice.mode", "production");
    assertThatThrownBy(() -> read(values))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("roomservice.live." + name + " (not shown)")
        .hasMessageContaining("16 characters");
    values.put("roomservice.live." + name, "hush".repeat(4));
    assertThat(read(values).pushKey()).isNotNull();
  }

  @Test
  void productionRefusesAKeyThatDemoModeMade() {
    read(Map.of());
    Map<String, String> production = new HashMap<>(Map.of("roomservice.mode", "production"));
    for (String name : List.of("biz-id", "push-host", "play-host", "play-key")) {
      production.put("roomservice.live." + name, "x".repeat(16));
    }
    production.put("roomservice.live.push-key-file", home.resolve("keys/push-key").toString());

    assertThatThrownBy(() -> read(production))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.live.push-key")
        .hasMessageContaining("not made by demo mode");
  }

  @Test
  void theKeysHideInText() {
    StreamSettings settings = read(Map.of("roomservice.live.push-key", "hush-hush"));

    assertThat(settings.toString()).contains("push.example.com").doesNotContain("hush-hush");
  }

  private StreamSettings read(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("roomservice.home", home.toString());
    return new StreamSettings(Settings.of(all));
  }
}
