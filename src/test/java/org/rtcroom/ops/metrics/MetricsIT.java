package org.rtcroom.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.server.DemoClient;

/** What Prometheus fetches from a server that has something to show. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MetricsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** A room of this start: one that was brought back has nothing recorded. */
  private static final String ROOM = "metrics-room-" + UUID.randomUUID();

  @ArquillianResource URL base;

  private URI server;

  @BeforeEach
  void somebodyIsInARoom() {
    server = URI.create(base.toString());
    DemoClient ann = DemoClient.login(server, "double_room", "metrics-ann");
    assertThat(ann.addPusher(ROOM).getInt("code")).isZero();
    assertThat(ann.call("pusher_heartbeat", ROOM).getInt("code")).isZero();
  }

  @Test
  void requestsRoomsAndRecordingCanBeSeen() throws Exception {
    String scrape = scrape();

    assertThat(value(scrape, "roomservice_requests_total", "pusher_heartbeat", "code=\"0\""))
        .isPositive();
    assertThat(value(scrape, "roomservice_request_seconds_count", "add_pusher", "double_room"))
        .isPositive();
    assertThat(value(scrape, "roomservice_heartbeats_total", "double_room")).isPositive();
    assertThat(value(scrape, "roomservice_rooms", "double_room", "phase=\"active\"")).isPositive();
    assertThat(value(scrape, "roomservice_pushers", "double_room")).isPositive();
    assertThat(value(scrape, "roomservice_journal_lines_total", "JOINED")).isPositive();
    assertThat(value(scrape, "roomservice_commit_seconds_count", "committed")).isPositive();
  }

  @Test
  void whatTheNodeDoesByItselfCanBeSeen() throws Exception {
    String scrape = scrape();

    assertThat(value(scrape, "roomservice_ready", "check=\"database\"")).isEqualTo(1);
    assertThat(value(scrape, "roomservice_deliveries_pending")).isNotNegative();
    assertThat(value(scrape, "roomservice_deliveries_oldest_age_seconds")).isNotNegative();
    assertThat(value(scrape, "roomservice_chains_uncovered")).isNotNegative();
    assertThat(value(scrape, "roomservice_access_log_waiting")).isNotNegative();
    assertThat(value(scrape, "roomservice_replay_seconds")).isNotNegative();
    assertThat(value(scrape, "roomservice_database_wait_seconds")).isBetween(0.0, 5.0);
    assertThat(scrape)
        .contains("roomservice_sweep_age_seconds ", "roomservice_checkpoint_age_seconds ")
        .contains("roomservice_checkpoint_witnessed_age_seconds ")
        .contains("jvm_memory_used_bytes{", "process_uptime_seconds");
  }

  @Test
  void nobodyCanBeRecognised() throws Exception {
    assertThat(scrape()).doesNotContain("metrics-ann", ROOM, base.getHost());
  }

  @Test
  void pathsThatAreMadeUpMakeNoLabels() throws Exception {
    get("weapp/double_room/nonsense-operation");
    get("weapp/nonsense_family/add_pusher");
    get("api/v1/nonsense-address");

    assertThat(scrape()).doesNotContain("nonsense").contains("family=\"other\"");
  }

  @Test
  void whoeverComesThroughAnUnknownProxyNeedsAKey() throws Exception {
    String key = Files.readString(Path.of(System.getProperty("it.home"), "home", "demo-api-key"));

    HttpResponse<String> without = get("ops/metrics", "X-Forwarded-For", "203.0.113.7");
    HttpResponse<String> with =
        get(
            "ops/metrics",
            "X-Forwarded-For",
            "203.0.113.7",
            "Authorization",
            "Bearer " + key.strip());

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.body()).startsWith("{\"code\":2,\"message\":\"HTTP 401\"");
    assertThat(with.statusCode()).isEqualTo(200);
  }

  @Test
  void whoMayNotLookIsToldNothingButReadiness() throws Exception {
    HttpResponse<String> ready = get("ops/health/ready", "X-Forwarded-For", "203.0.113.7");

    assertThat(ready.body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void everyMetricTheDashboardAndTheAlertsUseExists() throws Exception {
    String scrape = scrape();
    Set<String> used = new MonitoringFiles(Path.of("payara/monitoring")).metrics();

    assertThat(used).hasSizeGreaterThan(15);
    assertThat(used.stream().filter(name -> !exists(scrape, name))).isEmpty();
  }

  private static boolean exists(String scrape, String name) {
    return Pattern.compile("^" + name + "[{ ]", Pattern.MULTILINE).matcher(scrape).find();
  }

  private String scrape() throws Exception {
    HttpResponse<String> answer = get("ops/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("text/plain");
    return answer.body();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** The value of the one meter of that name whose labels hold all of these texts. */
  private static double value(String scrape, String name, String... labels) {
    Set<String> values =
        Pattern.compile("^" + name + "(\\{[^}]*})? (\\S+)$", Pattern.MULTILINE)
            .matcher(scrape)
            .results()
            .filter(found -> Set.of(labels).stream().allMatch(found.group()::contains))
            .map((MatchResult found) -> found.group(2))
            .collect(Collectors.toSet());
    assertThat(values).as(name).isNotEmpty();
    return values.stream().mapToDouble(Double::parseDouble).max().orElseThrow();
  }
}
