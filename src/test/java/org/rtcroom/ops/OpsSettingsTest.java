package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** From where one may look without a key. */
class OpsSettingsTest {

  private static final String ALLOWED = "roomservice.ops.allowed-addresses";
  private static final String OWN = "198.51.100.10";
  private static final String PROXIES = "roomservice.http.trusted-proxies";

  @Test
  void demoModeIsOpenToThisMachineAndPrivateNetworksOnly() {
    OpsSettings demo = OpsSettings.read(Settings.of(Map.of()));

    assertThat(demo.allow("127.0.0.1", OWN, List.of())).isTrue();
    assertThat(demo.allow(OWN, OWN, List.of())).isTrue();
    assertThat(demo.allow("192.168.1.7", OWN, List.of())).isTrue();
    assertThat(demo.allow("203.0.113.7", OWN, List.of())).isFalse();
  }

  @Test
  void productionIsOpenToNobodyUnlessItSaysSo() {
    Map<String, String> production = Map.of("roomservice.mode", "production");

    assertThat(OpsSettings.read(Settings.of(production)).allow("127.0.0.1", OWN, List.of()))
        .isFalse();
  }

  @Test
  void whoIsNamedMayLookAndNobodyElse() {
    OpsSettings settings = OpsSettings.read(Settings.of(Map.of(ALLOWED, "203.0.113.0/24")));

    assertThat(settings.allow("203.0.113.7", OWN, List.of())).isTrue();
    assertThat(settings.allow("127.0.0.1", OWN, List.of())).isFalse();
  }

  @Test
  void aProxyNobodyVouchesForOpensNothing() {
    OpsSettings settings = OpsSettings.read(Settings.of(Map.of()));

    assertThat(settings.allow("127.0.0.1", OWN, List.of("203.0.113.7"))).isFalse();
    assertThat(settings.allow("127.0.0.1", OWN, List.of("127.0.0.1"))).isFalse();
  }

  @Test
  void aTrustedProxySaysWhereARequestComesFrom() {
    OpsSettings settings =
        OpsSettings.read(Settings.of(Map.of(PROXIES, "127.0.0.1", ALLOWED, "203.0.113.7")));

    assertThat(settings.allow("127.0.0.1", OWN, List.of("203.0.113.7"))).isTrue();
    assertThat(settings.allow("127.0.0.1", OWN, List.of("203.0.113.8"))).isFalse();
    assertThat(settings.allow("127.0.0.1", OWN, List.of("203.0.113.7, 198.51.100.1"))).isFalse();
  }

  @Test
  void productionRequiresHttpsUnlessItSaysOtherwise() {
    String mode = "roomservice.mode";
    String name = "roomservice.http.require-https";

    assertThat(OpsSettings.read(Settings.of(Map.of())).requireHttps()).isFalse();
    assertThat(OpsSettings.read(Settings.of(Map.of(mode, "production"))).requireHttps()).isTrue();
    assertThat(
            OpsSettings.read(Settings.of(Map.of(mode, "production", name, "false"))).requireHttps())
        .isFalse();
  }

  @Test
  void whatIsNoAddressIsRefusedByName() {
    assertThatThrownBy(() -> OpsSettings.read(Settings.of(Map.of(ALLOWED, "prometheus"))))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(ALLOWED);
  }
}
