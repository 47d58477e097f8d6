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

  private static final TrustedProxies PROXIES =
      TrustedProxies.in("10.0.0.0/8, 192.0.2.1, fd00::/8");

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

    assertThat(Source.of(peer, headers, PROXIES))
        .returns(address, Source::address)
        .returns(reported, Source::reported);
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(Source.of("10.0.0.1", List.of("1.1.1.1", "2.2.2.2, 10.0.0.2"), PROXIES))
        .isEqualTo(new Source("2.2.2.2", "1.1.1.1", "10.0.0.2, 10.0.0.1", 2));
  }

  /** Attack or custom of a proxy; what is recorded as address, reported and via. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a client in a trusted network, its own word before it|127.0.0.1"
            + "|203.0.113.9, 10.20.30.40|203.0.113.9|''|10.20.30.40, 127.0.0.1",
        "a host in a trusted network that comes without a proxy|10.9.9.9"
            + "|203.0.113.9|203.0.113.9|''|10.9.9.9",
        "a client outside, its own word before it|127.0.0.1"
            + "|203.0.113.9, 198.51.100.9|198.51.100.9|203.0.113.9|127.0.0.1",
        "a client outside, trusted addresses before it|127.0.0.1"
            + "|10.1.1.1, 127.0.0.1, 198.51.100.9|198.51.100.9|10.1.1.1, 127.0.0.1|127.0.0.1",
        "a client without a proxy|198.51.100.9" + "|127.0.0.1|198.51.100.9|127.0.0.1|''",
        "no list|127.0.0.1|''|127.0.0.1|''|''",
        "nothing but commas|127.0.0.1|, ,,|127.0.0.1|''|''",
        "empty elements|127.0.0.1|203.0.113.9,, 198.51.100.9, , 10.1.1.1,"
            + "|198.51.100.9|203.0.113.9|10.1.1.1, 127.0.0.1",
        "IPv4 in IPv6|::ffff:127.0.0.1"
            + "|::ffff:203.0.113.9, ::FFFF:C633:6409, ::ffff:10.1.1.1"
            + "|198.51.100.9|203.0.113.9|10.1.1.1, 127.0.0.1",
        "IPv6 in full|0:0:0:0:0:0:0:1"
            + "|2001:DB8:0:0:0:0:0:2, 2409:8A28:0:0:0:0:0:1|2409:8a28::1|2001:db8::2|::1",
        "a zone|127.0.0.1|fe80::1%eth0|fe80::1|''|127.0.0.1",
        "ports|127.0.0.1|1.1.1.1:1, [2001:db8::1]:4711, 10.0.0.1:80"
            + "|2001:db8::1|1.1.1.1|10.0.0.1, 127.0.0.1",
        "a proxy that hides its client|127.0.0.1"
            + "|203.0.113.9, unknown, 10.1.1.1|10.1.1.1|203.0.113.9, unknown|127.0.0.1",
        "a name|127.0.0.1|bank.example, .:1|127.0.0.1|bank.example, .:1|''",
        "octal digits|127.0.0.1|0177.0.0.1|127.0.0.1|0177.0.0.1|''",
        "a peer without an address|unix:|1.1.1.1|unix:|1.1.1.1|''"
      })
  void theWayOfARequestIsKept(
      String what, String peer, String forwarded, String address, String reported, String via) {
    TrustedProxies trusted = TrustedProxies.in("127.0.0.0/8, 10.0.0.0/8, ::1");
    List<String> headers = forwarded.isEmpty() ? List.of() : List.of(forwarded);

    assertThat(Source.of(peer, headers, trusted))
        .as(what)
        .returns(address, Source::address)
        .returns(reported, Source::reported)
        .returns(via, Source::via);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|10.0.0.1|203.0.113.9, 10.20.30.40|10.20.30.40|203.0.113.9|10.0.0.1",
        "2|10.0.0.1|203.0.113.9, 10.20.30.40, 10.0.0.2|10.20.30.40|203.0.113.9|10.0.0.2, 10.0.0.1",
        "2|10.0.0.1|10.20.30.40|10.20.30.40|''|10.0.0.1",
        "2|10.0.0.1|203.0.113.9, unknown, 10.0.0.2|10.0.0.2|203.0.113.9, unknown|10.0.0.1",
        "1|10.0.0.1|203.0.113.9,, 2409:8A28:0:0:0:0:0:1,|2409:8a28::1|203.0.113.9|10.0.0.1",
        "1|10.0.0.1|''|10.0.0.1|''|''"
      })
  void aNumberOfProxiesIsPassedWhateverTheirAddresses(
      int hops, String peer, String forwarded, String address, String reported, String via) {
    TrustedProxies trusted = new TrustedProxies(Networks.parse("p", ""), hops);
    List<String> headers = forwarded.isEmpty() ? List.of() : List.of(forwarded);

    assertThat(Source.of(peer, headers, trusted))
        .returns(address, Source::address)
        .returns(reported, Source::reported)
        .returns(via, Source::via);
  }

  @Test
  void whatIsReportedIsCutAndCannotBreakALog() {
    Source source = Source.of("1.1.1.1", List.of("a\r\nb\u0000" + "x".repeat(9_000)), PROXIES);

    assertThat(source.reported()).hasSize(256).startsWith("a??b?x");
  }

  @Test
  void aLongListKeepsTheHopsNearestToTheService() {
    String made = "203.0.113.7, ".repeat(600);

    Source stranger = Source.of("1.1.1.1", List.of(made + "198.51.100.7, 198.51.100.9"), PROXIES);
    Source proxied = Source.of("10.0.0.1", List.of(made + "198.51.100.7, 198.51.100.9"), PROXIES);

    assertThat(stranger.reported())
        .startsWith("..., 203.0.113.7, ")
        .endsWith(", 203.0.113.7, 198.51.100.7, 198.51.100.9")
        .hasSizeBetween(200, 261);
    assertThat(proxied.address()).isEqualTo("198.51.100.9");
    assertThat(proxied.reported()).startsWith("..., 203").endsWith(", 198.51.100.7");
  }

  @Test
  void aLongHopLeavesTheNearerOnesInPlace() {
    String forwarded = "x".repeat(8_000) + ", 203.0.113.7, 198.51.100.9";

    assertThat(Source.of("10.0.0.1", List.of(forwarded), PROXIES).reported())
        .isEqualTo("..., 203.0.113.7");
  }

  @Test
  void aLongListOfTrustedHopsKeepsTheClientThatMadeItUp() {
    String forwarded = "203.0.113.7, " + "10.1.1.1, ".repeat(800) + "10.20.30.40";

    assertThat(Source.of("10.0.0.1", List.of(forwarded), PROXIES))
        .returns("203.0.113.7", Source::address)
        .extracting(Source::via)
        .asString()
        .startsWith("..., 10.1.1.1, ")
        .endsWith(", 10.1.1.1, 10.20.30.40, 10.0.0.1");
  }

  @Test
  void longHeadersCostNoMoreThanTheirLength() {
    for (String part : List.of(":", "1", ".", "1.", "[", ",", " ", "0:", "10.1.1.1,")) {
      Source.of("10.0.0.1", List.of(part.repeat(200_000)), PROXIES);
      Source.of("1.1.1.1", List.of(part.repeat(200_000)), PROXIES);
    }
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
        "fe80::1%eth0",
        "0:0:0:0:0:0:0:1",
        "::ffff:10.1.1.1"
      })
  void thisMachineAndPrivateNetworksAreNearby(String address) {
    assertThat(IpAddress.parse(address)).get().matches(IpAddress::nearby);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2001:db8::1", "", "localhost", "1234", "10.1"})
  void allElseIsNot(String address) {
    assertThat(IpAddress.parse(address).filter(IpAddress::nearby)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0/8",
        "010.0.0.0/8",
        "proxy.example.com",
        "SET-ME",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "::/129",
        "::ffff:10.0.0.0/8",
        "::ffff:10.0.0.0/95"
      })
  void whatIsNoNetworkStopsTheStart(String written) {
    assertThatThrownBy(() -> Networks.parse("roomservice.http.trusted-proxies", written))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.http.trusted-proxies");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, ::ffff:10.1.1.1, true",
    "::ffff:10.0.0.0/104, 10.1.1.1, true",
    "::ffff:10.0.0.0/104, 11.1.1.1, false",
    "::ffff:10.0.0.1, 10.0.0.1, true",
    "2409:8A28:0:0:0:0:0:0/32, 2409:8a28::1, true",
    "2409:8a28::/32, 2409:8a29::1, false",
    "::/0, 10.0.0.1, false",
    "0.0.0.0/0, ::1, false",
    "10.1.2.3/8, 10.9.9.9, true"
  })
  void aNetworkHasItsAddressesInAnySpelling(String network, String address, boolean contained) {
    assertThat(Networks.parse("p", network).contain(address)).isEqualTo(contained);
  }

  @Test
  void networksWiderThanARowOfProxiesAreTold() {
    assertThat(
            Networks.parse(
                    "p",
                    "10.0.0.0/8, 10.0.0.0/23, 10.0.0.0/24, 10.0.0.1, 0.0.0.0/0, ::/0, fd00::/63,"
                        + " fd00::/64, ::1, ::ffff:10.0.0.0/119, ::ffff:10.0.0.0/120")
                .wide())
        .containsExactly(
            "10.0.0.0/8", "10.0.0.0/23", "0.0.0.0/0", "::/0", "fd00::/63", "::ffff:10.0.0.0/119");
  }
}
