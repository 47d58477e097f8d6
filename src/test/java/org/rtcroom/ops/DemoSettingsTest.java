package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.Settings;

/** Whom demo mode serves, and by which names of this machine. */
class DemoSettingsTest {

  private static final DemoSettings DEMO =
      new DemoSettings(
          Settings.of(Map.of("roomservice.demo.host-names", "rooms.test.example, Other.example")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "rooms.localhost",
        "127.0.0.1",
        "[::1]",
        "::1",
        "192.168.1.7",
        "203.0.113.7",
        "mybox",
        "rooms.test.example",
        "other.example",
        "OTHER.example."
      })
  void addressesLocalNamesAndNamedOnesAreGood(String host) {
    assertThat(DEMO.allowHost(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.1.7.nip.io",
        "evillocalhost.example",
        "x.rooms.test.example",
        "rooms.test.example.evil.example",
        "0177.0.0.1",
        "[evil.example]"
      })
  void anyOtherNameMayBeAStrangers(String host) {
    assertThat(DEMO.allowHost(host)).isFalse();
  }

  @Test
  void onlyDemoModeKeepsToItsNeighbours() {
    assertThat(DEMO.nearbyOnly()).isTrue();
    assertThat(read("roomservice.demo.allow-remote", "true").nearbyOnly()).isFalse();
    assertThat(read("roomservice.mode", "production").nearbyOnly()).isFalse();
  }

  private static DemoSettings read(String name, String value) {
    return new DemoSettings(Settings.of(Map.of(name, value)));
  }
}
