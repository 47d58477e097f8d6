package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

class LargeReadsTest {

  private static final String NAME = "roomservice.api.large-reads";

  private static LargeReads reads(String most) {
    return new LargeReads(HttpSettings.read(Settings.of(Map.of(NAME, most))));
  }

  private static CurrentRequest aRequest() {
    return new CurrentRequest(SentRequest.from("192.0.2.1").servlet(), TrustedProxies.in(""));
  }

  @Test
  void beyondTheMostOneIsRefusedUntilOneEnds() {
    LargeReads reads = reads("2");
    CurrentRequest first = aRequest();
    CurrentRequest second = aRequest();
    CurrentRequest third = aRequest();
    reads.begin(first);
    reads.begin(second);

    assertThatThrownBy(() -> reads.begin(third))
        .isInstanceOf(ApiException.class)
        .matches(refused -> ((ApiException) refused).problem() == ApiProblem.BUSY);
    third.done();
    assertThatThrownBy(() -> reads.begin(third)).isInstanceOf(ApiException.class);

    first.done();
    reads.begin(third);
    assertThatThrownBy(() -> reads.begin(first)).isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "many"})
  void aBadNumberIsNamed(String number) {
    assertThatThrownBy(() -> reads(number))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(NAME);
  }

  @Test
  void whatMayTakeMinutesIsLarge() {
    assertThat(HistoryRead.values())
        .filteredOn(read -> read.large)
        .containsExactlyInAnyOrder(
            HistoryRead.SESSIONS_CSV,
            HistoryRead.SESSIONS_XLSX,
            HistoryRead.DOSSIER,
            HistoryRead.EXPORT);
  }
}
