package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.http.Neighbours;
import org.rtcroom.http.Source;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** From where one may look without a key. */
class OpsSettingsTest {

  private static final String ALLOWED = "roomservice.ops.allowed-addresses";
  private static final String OWN = "198.51.100.10";

  private static Source from(String peer, String... forwarded) {
    return Source.of(peer, List.of(forwarded), TrustedProxies.in("127.0.0.9"));
  }

  private static boolean near(Source source) {
    return Neighbours.include(source, OWN);
  }

  @Test
  void demoModeIsOpenToThisMachineAndPrivateNetworksOnly() {
    OpsSettings demo = OpsSettings.read(Settings.of(Map.of()));

    assertThat(demo.allow(from("127.0.0.1"), near(from("127.0.0.1")))).isTrue();
    assertThat(demo.allow(from(OWN), near(from(OWN)))).isTrue();
    assertThat(demo.allow(from("192.168.1.7"), near(from("192.168.1.7")))).isTrue();
    assertThat(demo.allow(from("203.0.113.7"), near(from("203.0.113.7")))).isFalse();
  }

  @Test
  void productionIsOpenToNobodyUnlessItSaysSo() {
    Map<String, String> production = Map.of("roomservice.mode", "production");

    assertThat(
            OpsSettings.read(Settings.of(production))
                .allow(from("127.0.0.1"), near(from("127.0.0.1"))))
        .isFalse();
  }

  @Test
  void whoIsNamedMayLookAndNobodyElse() {
    OpsSettings settings = OpsSettings.read(Settings.of(Map.of(ALLOWED, "203.0.113.0/24")));

    assertThat(settings.allow(from("203.0.113.7"), near(from("203.0.113.7")))).isTrue();
    assertThat(settings.allow(from("127.0.0.1"), near(from("127.0.0.1")))).isFalse();
  }

  @Test
  void aProxyNobodyVouchesForOpensNothing() {
    OpsSettings settings = OpsSettings.read(Settings.of(Map.of()));

    assertThat(
            settings.allow(
                from("127.0.0.1", "203.0.113.7"), near(from("127.0.0.1", "203.0.113.7"))))
        .isFalse();
    assertThat(settings.allow(from("127.0.0.1", "127.0.0.1"), near(from("127.0.0.1", "127.0.0.1"))))
        .isFalse();
  }

  @Test
  void aTrustedProxySaysWhereARequestComesFrom() {
    OpsSettings settings = OpsSettings.read(Settings.of(Map.of(ALLOWED, "203.0.113.7")));

    assertThat(
            settings.allow(
                from("127.0.0.9", "203.0.113.7"), near(from("127.0.0.9", "203.0.113.7"))))
        .isTrue();
    assertThat(
            settings.allow(
                from("127.0.0.9", "203.0.113.8"), near(from("127.0.0.9", "203.0.113.8"))))
        .isFalse();
    assertThat(
            settings.allow(
                from("127.0.0.9", "203.0.113.7, 198.51.100.1"),
                near(from("127.0.0.9", "203.0.113.7, 198.51.100.1"))))
        .isFalse();
  }

  @Test
  void whatIsNoAddressIsRefusedByName() {
    assertThatThrownBy(() -> OpsSettings.read(Settings.of(Map.of(ALLOWED, "prometheus"))))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(ALLOWED);
  }
}
