package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the header of identity shows. */
class BearerTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer good", "bearer good", "BEARER  good "})
  void theSchemeIsReadInAnyCase(String header) {
    assertThat(Bearer.of(List.of(header)).only()).contains("good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "good", "Bearer", "Basic good", "Bearergood"})
  void anotherSchemeShowsNothing(String header) {
    assertThat(Bearer.of(List.of(header)).shown()).isEmpty();
    assertThat(Bearer.of(List.of(header)).only()).isEmpty();
  }

  @Test
  void twoHeadersShowNothingClear() {
    Bearer bearer = Bearer.of(List.of("Bearer a", "Bearer b"));

    assertThat(bearer.twice()).isTrue();
    assertThat(bearer.shown()).contains("a");
    assertThat(bearer.only()).isEmpty();
  }

  @Test
  void noHeaderShowsNothing() {
    assertThat(Bearer.of(List.of()).only()).isEmpty();
    assertThat(Bearer.of(List.of()).twice()).isFalse();
  }

  @Test
  void whatIsShownIsNeverWritten() {
    assertThat(Bearer.of(List.of("Bearer secret")).toString()).doesNotContain("secret");
  }
}
