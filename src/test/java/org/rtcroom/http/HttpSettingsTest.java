package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.Settings;

/** What the operator says about all requests. */
class HttpSettingsTest {

  @Test
  void productionRequiresHttpsUnlessItSaysOtherwise() {
    String mode = "roomservice.mode";
    String name = "roomservice.http.require-https";

    assertThat(HttpSettings.read(Settings.of(Map.of())).requireHttps()).isFalse();
    assertThat(HttpSettings.read(Settings.of(Map.of(mode, "production"))).requireHttps()).isTrue();
    assertThat(
            HttpSettings.read(Settings.of(Map.of(mode, "production", name, "false")))
                .requireHttps())
        .isFalse();
  }

  @Test
  void nobodyIsTrustedUnlessNamed() {
    String name = "roomservice.http.trusted-proxies";

    assertThat(HttpSettings.read(Settings.of(Map.of())).trustedProxies().contain("127.0.0.1"))
        .isFalse();
    assertThat(
            HttpSettings.read(Settings.of(Map.of(name, "127.0.0.1")))
                .trustedProxies()
                .contain("127.0.0.1"))
        .isTrue();
  }
}
