package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static boolean https(List<String> protos, List<String> forwarded) {
    return Source.https("10.0.0.1", protos, forwarded, Networks.parse("p", "10.0.0.1"));
  }

  private static List<String> values(String header) {
    return header.isEmpty() ? List.of() : List.of(header);
  }
}
