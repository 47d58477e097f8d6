package org.rtcroom.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** The proxy of outgoing calls is checked when it is read. */
class OutgoingSettingsTest {

  private static OutgoingSettings read(String proxy) {
    return OutgoingSettings.read(Settings.of(Map.of("roomservice.http.outgoing-proxy", proxy)));
  }

  @Test
  void thereIsNoProxyUnlessNamed() {
    assertThat(OutgoingSettings.read(Settings.of(Map.of())).proxy()).isEmpty();
    assertThat(read("").proxy()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://proxy.example.com:3128", "http://proxy.example.com:3128/"})
  void aProxyIsAHostAndAPort(String proxy) {
    assertThat(read(proxy).proxy())
        .contains(InetSocketAddress.createUnresolved("proxy.example.com", 3128));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com:3128",
        "https://proxy.example.com:3128",
        "socks://proxy.example.com:3128",
        "http://proxy.example.com",
        "http://proxy.example.com:0",
        "http://proxy.example.com:65536",
        "http://proxy.example.com:3128/path"
      })
  void anythingElseIsRefusedByName(String proxy) {
    assertThatThrownBy(() -> read(proxy))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.http.outgoing-proxy");
  }

  @Test
  void aPasswordIsRefusedAndNotShown() {
    assertThatThrownBy(() -> read("http://user:password@proxy.example.com:3128"))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.http.outgoing-proxy")
        .hasMessageNotContaining("password");
  }
}
