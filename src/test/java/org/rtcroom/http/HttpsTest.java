package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy says about how a request came to it. */
class HttpsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https|''|true",
        "HTTPS|''|true",
        "http|''|false",
        "http, https|''|true",
        "https, http|''|false",
        "https,|''|false",
        "httpsx|''|false",
        "''|proto=https|true",
        "''|for=192.0.2.1;proto=https;by=10.0.0.1|true",
        "''|for=192.0.2.1; Proto=\"https\"|true",
        "''|proto=https, for=10.0.0.1;proto=http|false",
        "''|for=192.0.2.1|false",
        "''|for=\"x;noproto=https\"|false",
        "https|for=192.0.2.1|true",
        "http|proto=https|false",
        "https|proto=http|false",
        "https|proto=https|true",
      })
  void theNearestHopDecidesAndNoHeaderMayContradict(String proto, String forwarded, boolean https) {
    assertThat(https(values(proto), values(forwarded))).isEqualTo(https);
  }

  @Test
  void whoSaysNothingDidNotComeByHttps() {
    assertThat(https(List.of(), List.of())).isFalse();
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(https(List.of("https", "http"), List.of())).isFalse();
    assertThat(https(List.of("http", "https"), List.of())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // outer and inner proxy, both trusted
        "198.51.100.9, 10.0.0.2|https, http|''|true",
        "198.51.100.9, 10.0.0.2|http, https|''|false",
        "198.51.100.9, 10.0.0.2|https|''|true",
        "198.51.100.9, 10.0.0.2|http|''|false",
        "198.51.100.9, 10.0.0.2|''|proto=https, proto=http|true",
        "198.51.100.9, 10.0.0.2|''|proto=http, proto=https|false",
        // what stands before the outer proxy's word is the client's
        "203.0.113.1, 198.51.100.9, 10.0.0.2|https, http, https|''|false",
        "203.0.113.1, 198.51.100.9, 10.0.0.2|http, https, http|''|true",
        "203.0.113.1, 198.51.100.9|https, http|''|false",
        "10.0.0.2, 198.51.100.9|https, http|''|false",
        "unknown, 10.0.0.2|https, http|''|true",
        "unknown, 10.0.0.2|http, https|''|false",
        "unknown|https, http|''|false",
        ",, ,|http, https|''|true"
      })
  void theFarthestTrustedProxyDecides(String hops, String proto, String forwarded, boolean https) {
    TrustedProxies trusted = TrustedProxies.in("10.0.0.1, 10.0.0.2");

    assertThat(https(trusted, "10.0.0.1", values(hops), values(proto), values(forwarded)))
        .isEqualTo(https);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|198.51.100.9, 192.0.2.2|https, http|true",
        "2|198.51.100.9, 192.0.2.2|http, https|false",
        "2|198.51.100.9|https, http|false",
        "1|198.51.100.9, 192.0.2.2|https, http|false",
        "1|''|https|true",
        "1|''|http|false"
      })
  void aNumberOfProxiesDecidesLikewise(int number, String hops, String proto, boolean https) {
    TrustedProxies trusted = new TrustedProxies(Networks.parse("p", ""), number);

    assertThat(https(trusted, "192.0.2.1", values(hops), values(proto), List.of()))
        .isEqualTo(https);
  }

  @Test
  void aStrangerIsNotBelieved() {
    assertThat(
            https(
                TrustedProxies.in("10.0.0.1"),
                "198.51.100.9",
                List.of("10.0.0.1"),
                List.of("https"),
                List.of("proto=https")))
        .isFalse();
  }

  /** Clients choose the name of the host, which some proxies repeat in Forwarded. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=\"evil,proto=https\";proto=http",
        "proto=http;host=\"evil,proto=https\"",
        "proto=http;host=\"evil;proto=https\"",
        "host=\"evil;proto=https\"",
        "for=\"x, for=192.0.2.1;proto=http;host=\"h\"",
        "for=\"x, for=192.0.2.1;proto=https",
        "proto=http;host=\"a\\\",proto=https;x=\\\"\"",
        "proto=https;proto=http",
        "proto=http;proto=https"
      })
  void quotedTextsOfAClientSayNothing(String forwarded) {
    assertThat(https(List.of(), List.of(forwarded))).isFalse();
  }

  @Test
  void longHeadersCostNoMoreThanTheirLength() {
    for (String part : List.of(";", ",", "\"", "proto=", "\"\"", " ", "\";", "\\", "https,")) {
      https(List.of(part.repeat(200_000)), List.of(part.repeat(200_000)));
    }
    assertThat(https(List.of("https," + "x".repeat(1_000_000)), List.of())).isFalse();
  }

  private static boolean https(List<String> protos, List<String> forwarded) {
    return https(TrustedProxies.in("10.0.0.1"), "10.0.0.1", List.of(), protos, forwarded);
  }

  private static boolean https(
      TrustedProxies trusted,
      String peer,
      List<String> hops,
      List<String> protos,
      List<String> forwarded) {
    return ForwardedScheme.https(Source.of(peer, hops, trusted), protos, forwarded, trusted);
  }

  private static List<String> values(String header) {
    return header.isEmpty() ? List.of() : List.of(header);
  }
}
