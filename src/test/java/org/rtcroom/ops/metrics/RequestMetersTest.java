package org.rtcroom.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestMetersTest {

  private static final long MILLISECOND = 1_000_000;

  private final Meters meters = new Meters();
  private final RequestMeters requests = new RequestMeters();

  @BeforeEach
  void connect() {
    requests.meters = meters;
  }

  @Test
  void requestsAreCountedByOperationAndCode() {
    requests.served("double_room/add_pusher", 0, MILLISECOND);
    requests.served("double_room/add_pusher", 0, MILLISECOND);
    requests.served("double_room/add_pusher", 5001, MILLISECOND);

    assertThat(scrape())
        .contains(
            "roomservice_requests_total{code=\"0\",family=\"double_room\","
                + "operation=\"add_pusher\"} 2.0",
            "roomservice_requests_total{code=\"5001\",family=\"double_room\","
                + "operation=\"add_pusher\"} 1.0");
  }

  @Test
  void timesFallIntoFewBuckets() {
    requests.served("double_room/add_pusher", 0, 7 * MILLISECOND);

    assertThat(scrape())
        .contains("operation=\"add_pusher\",le=\"0.005\"} 0")
        .contains("operation=\"add_pusher\",le=\"0.01\"} 1");
    assertThat(scrape().lines().filter(line -> line.contains("_bucket{"))).hasSize(11);
  }

  @Test
  void onlyHeartbeatsThatSucceededCountAsHeartbeats() {
    requests.served("live_room/pusher_heartbeat", 0, MILLISECOND);
    requests.served("live_room/pusher_heartbeat", 5, MILLISECOND);

    assertThat(scrape())
        .contains(
            "roomservice_heartbeats_total{family=\"live_room\",operation=\"pusher_heartbeat\"} 1.0");
  }

  @Test
  void namesWithoutEndDoNotMakeMetersWithoutEnd() {
    for (int i = 0; i < 2_000; i++) {
      requests.served("made_up/" + i, 0, MILLISECOND);
    }

    assertThat(scrape().lines().filter(line -> line.startsWith("roomservice_requests_total{")))
        .hasSizeBetween(300, 302)
        .anyMatch(line -> line.contains("operation=\"other\"") && line.endsWith(" 1700.0"));
  }

  private String scrape() {
    return ((PrometheusMeterRegistry) meters.registry()).scrape();
  }
}
