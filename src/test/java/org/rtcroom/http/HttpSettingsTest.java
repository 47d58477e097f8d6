package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** What the operator says about all requests. */
class HttpSettingsTest {

  private static final String PROXIES = "roomservice.http.trusted-proxies";
  private static final String HOPS = "roomservice.http.trusted-hops";

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
  void productionIsLimited() {
    HttpSettings demo = HttpSettings.read(Settings.of(Map.of()));
    HttpSettings production =
        HttpSettings.read(Settings.of(Map.of("roomservice.mode", "production")));

    assertThat(List.of(demo.ratePerUser(), demo.ratePerAddress())).containsExactly(0, 0);
    assertThat(List.of(production.ratePerUser(), production.ratePerAddress()))
        .containsExactly(600, 6_000);
  }

  @Test
  void nobodyIsTrustedUnlessNamed() {
    IpAddress local = IpAddress.parse("127.0.0.1").orElseThrow();

    assertThat(proxies(Map.of()).include(local, 0)).isFalse();
    assertThat(proxies(Map.of(PROXIES, "127.0.0.1")).include(local, 0)).isTrue();
    assertThat(proxies(Map.of(HOPS, "1")).include(local, 0)).isTrue();
    assertThat(proxies(Map.of(HOPS, "1")).include(local, 1)).isFalse();
    assertThat(proxies(Map.of(HOPS, "0", PROXIES, "127.0.0.1")).include(local, 1)).isTrue();
  }

  @Test
  void networksAndANumberOfProxiesExcludeEachOther() {
    assertThatThrownBy(() -> proxies(Map.of(PROXIES, "127.0.0.1", HOPS, "1")))
        .isInstanceOf(BadSetting.class)
        .hasMessage(
            HOPS + " is '1', expected no value beside " + PROXIES + ": set the one or the other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "17", "one", "1.5", "10.0.0.0/8"})
  void aNumberOfProxiesOutOfItsBoundsStopsTheStart(String written) {
    assertThatThrownBy(() -> proxies(Map.of(HOPS, written)))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(HOPS);
  }

  private static TrustedProxies proxies(Map<String, String> settings) {
    return HttpSettings.read(Settings.of(settings)).trustedProxies();
  }
}
