package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;
import org.rtcroom.weapp.WeappSettings.LoginInfoAccess;
import org.rtcroom.weapp.WeappSettings.WebAuthentication;

/** What the client protocol makes of the operator's settings. */
class WeappSettingsTest {

  private static WeappSettings read(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put("roomservice." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return WeappSettings.read(Settings.of(values));
  }

  @Test
  void demoModeIsOpenButForNeighboursOnly() {
    WeappSettings demo = read();

    assertThat(demo.webAuthentication()).isEqualTo(WebAuthentication.OPEN);
    assertThat(demo.loginInfo()).isEqualTo(LoginInfoAccess.OPEN);
  }

  @Test
  void productionIsClosedAndLimited() {
    WeappSettings production = read("mode", "production");

    assertThat(production.webAuthentication()).isEqualTo(WebAuthentication.TOKEN);
    assertThat(production.loginInfo()).isEqualTo(LoginInfoAccess.API_KEY);
  }

  @Test
  void productionSignsTicketsForNobodyInParticular() {
    assertThatThrownBy(() -> read("mode", "production", "identity.login-info", "open"))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.identity.login-info");
    assertThat(read("mode", "production", "identity.login-info", "off").loginInfo())
        .isEqualTo(LoginInfoAccess.OFF);
  }

  @Test
  void clientsThatProveNothingAreServedOnDemandAndNeverInProduction() {
    assertThat(read().generation2017()).isFalse();
    assertThat(read("weapp.generation-2017", "true").generation2017()).isTrue();
    assertThat(read("mode", "production", "weapp.generation-2017", "false").generation2017())
        .isFalse();
    assertThatThrownBy(() -> read("mode", "production", "weapp.generation-2017", "true"))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.weapp.generation-2017");
  }

  @Test
  void openWebFamiliesMustBeAskedForInProduction() {
    assertThat(read("mode", "production", "webrtc.authentication", "open").webAuthentication())
        .isEqualTo(WebAuthentication.OPEN);
  }

  @Test
  void originsAreAnyOrThese() {
    assertThat(read().allows("https://any.example.com")).isTrue();
    WeappSettings some =
        read("http.allowed-origins", "https://a.example.com, https://b.example.com");
    assertThat(some.allows("https://b.example.com")).isTrue();
    assertThat(some.allows("https://c.example.com")).isFalse();
  }

  @Test
  void theManualNamesEverySettingAndKeepsTheDefaults() throws IOException {
    Properties manual = new Properties();
    try (InputStream file =
        WeappSettingsTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      manual.load(file);
    }
    Map<String, String> values = new HashMap<>();
    manual.forEach((name, value) -> values.put((String) name, (String) value));

    assertThat(values)
        .containsKeys(
            "roomservice.http.allowed-origins",
            "roomservice.webrtc.authentication",
            "roomservice.identity.login-info",
            "roomservice.weapp.generation-2017");
    assertThat(WeappSettings.read(Settings.of(values)))
        .usingRecursiveComparison()
        .isEqualTo(read());
  }
}
