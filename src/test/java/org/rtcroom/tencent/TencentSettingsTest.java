package org.rtcroom.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** Settings of Tencent's services are checked when they are read. */
class TencentSettingsTest {

  @Test
  void demoModeCallsNobody() {
    TencentSettings settings = new TencentSettings(Settings.of(Map.of()));

    assertThat(settings.im().enabled()).isFalse();
    assertThat(settings.live().enabled()).isFalse();
  }

  @Test
  void productionCallsTheImService() {
    Map<String, String> values = Map.of("roomservice.mode", "production");

    assertThat(new TencentSettings(Settings.of(values)).im().enabled()).isTrue();
  }

  @Test
  void anEnabledLiveApiNeedsItsKey() {
    Map<String, String> values =
        Map.of("roomservice.live.api-enabled", "true", "roomservice.live.app-id", "1252000001");

    assertThatThrownBy(() -> new TencentSettings(Settings.of(values)))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.live.api-key");
  }

  @Test
  void theApiKeyIsNotShown() {
    Map<String, String> values =
        Map.of(
            "roomservice.live.api-enabled",
            "true",
            "roomservice.live.app-id",
            "1252000001",
            "roomservice.live.api-key",
            "very-secret");

    assertThat(new TencentSettings(Settings.of(values)).toString()).doesNotContain("very-secret");
  }
}
