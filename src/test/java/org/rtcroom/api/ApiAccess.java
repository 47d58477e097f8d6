package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.api.ApiClient.problem;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.server.Site;

/** Who gets in, and how those are answered who do not. */
public abstract class ApiAccess {

  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

  /** The server that is called. */
  protected abstract Site site();

  private URI server;
  private ApiClient auditor;

  /** Also proves that the WAR came up: the adapter does not fail when deployment does. */
  @BeforeEach
  void theKeyOpensTheApi() throws Exception {
    server = site().base();
    auditor = ApiClient.withDemoKey(site());
    assertThat(auditor.get("openapi").getString("openapi")).startsWith("3.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions",
        "sessions/" + NOBODY,
        "sessions/" + NOBODY + "/events",
        "sessions/" + NOBODY + "/at",
        "access-log",
        "openapi"
      })
  void nobodyIsLetInWithoutAKey(String path) throws Exception {
    HttpResponse<String> answer = ApiClient.withoutKey(server).send("GET", path);

    assertThat(problem(answer, 401).getString("type"))
        .isEqualTo("urn:rtcroom:problem:unauthorized");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"roomservice\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic YTpi", "wrong"})
  void aWrongKeyIsNoKey(String authorization) throws Exception {
    problem(ApiClient.with(server, authorization).send("GET", "sessions"), 401);
  }

  @Test
  void whatIsForNobodyIsRefusedToEverybody() throws Exception {
    problem(auditor.send("OPTIONS", "sessions"), 403);
    problem(auditor.send("GET", "application.wadl"), 404);
  }

  @ParameterizedTest
  @CsvSource({
    "sessions?limit=0, limit",
    "sessions?limit=501, limit",
    "sessions?state=half, state",
    "sessions?from=yesterday, from",
    "sessions?cursor=abc, cursor",
    "sessions?colour=red, colour",
    "sessions/" + NOBODY + "/at, time",
    "sessions/" + NOBODY + "/events?cursor=%21, cursor",
    "access-log?userID=a%20b, userID"
  })
  void aBadParameterIsNamed(String path, String parameter) throws Exception {
    JsonObject problem = problem(auditor.send("GET", path), 400);

    assertThat(problem.getString("type")).isEqualTo("urn:rtcroom:problem:bad-parameter");
    assertThat(problem.getString("detail")).startsWith(parameter + ":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {NOBODY, "x", NOBODY + "/events", NOBODY + "/at?time=2026-01-31T12:00:00Z"})
  void aSessionThatIsNoneIsNotFound(String rest) throws Exception {
    JsonObject problem = problem(auditor.send("GET", "sessions/" + rest), 404);

    assertThat(problem.getString("type")).isEqualTo("urn:rtcroom:problem:no-such-session");
  }

  @Test
  void anUnknownAddressAndAWrongMethodAreProblemsToo() throws Exception {
    problem(auditor.send("GET", "nothing"), 404);
    HttpResponse<String> answer = auditor.send("DELETE", "sessions");

    assertThat(problem(answer, 405).getString("type"))
        .isEqualTo("urn:rtcroom:problem:method-not-allowed");
    assertThat(answer.headers().firstValue("Allow")).get().asString().contains("GET");
  }

  @Test
  void whoWantsNoJsonGetsAProblem() throws Exception {
    problem(auditor.send("GET", "sessions", "Accept", "text/html"), 406);
  }

  @Test
  void answersAreNotKeptAndNotGuessed() throws Exception {
    for (HttpResponse<String> answer :
        List.of(auditor.send("GET", "sessions"), auditor.send("GET", "nothing"))) {
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void aReadIsInTheAccessLogBeforeItIsAnswered() throws Exception {
    String room = "read-" + UUID.randomUUID();

    auditor.get("sessions?roomID=" + room + "&userID=ann&state=open");

    JsonObject line =
        auditor.items("access-log?kind=AUDIT_READ&userID=ann&limit=500").stream()
            .filter(read -> read.getJsonObject("details").containsKey("roomPseudonym"))
            .findFirst()
            .orElseThrow();
    JsonObject details = line.getJsonObject("details");
    assertThat(details.getString("what")).isEqualTo("sessions");
    assertThat(details.getString("key")).isEqualTo("demo");
    assertThat(details.getString("state")).isEqualTo("open");
    assertThat(line.getString("userID")).isEqualTo("ann");
    assertThat(line.getJsonObject("recorded").getString("details"))
        .doesNotContain("ann")
        .doesNotContain(room);
    assertThat(line.getJsonObject("actor").getJsonObject("ip").getString("source"))
        .isEqualTo("observed");
  }

  @Test
  void aRefusalIsInTheAccessLogWhenItIsNextRead() throws Exception {
    problem(ApiClient.withoutKey(server).send("GET", "access-log"), 401);

    assertThat(auditor.items("access-log?kind=REFUSED&limit=500"))
        .map(line -> line.getJsonObject("details"))
        .anyMatch(
            details ->
                details.getString("operation").equals("GET api/v1/access-log")
                    && details.getInt("code") == 401);
  }

  @Test
  void aReadOfTheAccessLogSeesItself() throws Exception {
    JsonObject newest =
        auditor.get("access-log?kind=AUDIT_READ&limit=1").getJsonArray("items").getJsonObject(0);

    assertThat(newest.getJsonObject("details").getString("what")).isEqualTo("access-log");
  }

  @Test
  void aCaseThatNobodyStatedHasNoSession() throws Exception {
    assertThat(auditor.items("sessions?case=4711")).isEmpty();
  }
}
