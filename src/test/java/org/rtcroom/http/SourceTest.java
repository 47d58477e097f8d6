package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.BadSetting;

/** Where a request is said to come from, and who is believed. */
class SourceTest {

  private static final Networks PROXIES = Networks.parse("p", "10.0.0.0/8, 192.0.2.1, fd00::/8");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9|''|203.0.113.9|''",
        "203.0.113.9|198.51.100.1|203.0.113.9|198.51.100.1",
        "10.1.2.3|198.51.100.1|198.51.100.1|''",
        "10.1.2.3|1.1.1.1, 198.51.100.1|198.51.100.1|1.1.1.1",
        "10.1.2.3|1.1.1.1, 198.51.100.1, 192.0.2.1|198.51.100.1|1.1.1.1",
        "10.1.2.3|192.0.2.1|192.0.2.1|''",
        "10.1.2.3|unknown|10.1.2.3|unknown",
        "10.1.2.3|evil.example.com, 10.9.9.9|10.9.9.9|evil.example.com",
        "10.1.2.3|198.51.100.1:4711|198.51.100.1|''",
        "10.1.2.3|[2001:db8::1]:4711|2001:db8::1|''",
        "fd00::7|2001:db8::1|2001:db8::1|''",
        "fe80::1%eth0|1.1.1.1|fe80::1|1.1.1.1"
      })
  void theNearestHopThatIsNotTrustedCounts(
      String peer, String forwarded, String address, String reported) {
    List<String> headers = forwarded.isEmpty() ? List.of() : List.of(forwarded);

    assertThat(Source.of(peer, headers, PROXIES)).isEqualTo(new Source(address, reported));
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(Source.of("10.0.0.1", List.of("1.1.1.1", "2.2.2.2, 10.0.0.2"), PROXIES))
        .isEqualTo(new Source("2.2.2.2", "1.1.1.1"));
  }

  @Test
  void whatIsReportedIsCutAndCannotBreakALog() {
    Source source = Source.of("1.1.1.1", List.of("a\r\nb\u0000" + "x".repeat(9_000)), PROXIES);

    assertThat(source.reported()).hasSize(256).startsWith("a??b?x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.1.1.1",
        "192.168.3.4",
        "172.16.0.1",
        "fd12::1",
        "fe80::1%eth0"
      })
  void thisMachineAndPrivateNetworksAreNearby(String address) {
    assertThat(Networks.nearby(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2001:db8::1", "", "localhost", "1234", "10.1"})
  void allElseIsNot(String address) {
    assertThat(Networks.nearby(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0/8", "proxy.example.com", "10.0.0.0/", "10.0.0.0/x"})
  void whatIsNoNetworkStopsTheStart(String written) {
    assertThatThrownBy(() -> Networks.parse("roomservice.http.trusted-proxies", written))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.http.trusted-proxies");
  }
}
