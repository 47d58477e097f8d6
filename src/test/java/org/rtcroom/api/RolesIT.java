package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.server.IssuedSecrets;
import org.rtcroom.server.SharedServer;

/** Keys as administrators give them out, and what each role may do and what not. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RolesIT {

  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

  /** Every call there is, and for whom: A auditor, I integrator, O operator, M admin. */
  private static final String CALLS =
      """
      AIO  GET /sessions
      AI   GET /sessions/{sessionId}
      A    GET /sessions/{sessionId}/events
      A    GET /sessions/{sessionId}/at
      A    GET /sessions/{sessionId}/dossier
      AI   GET /sessions.csv
      AI   GET /sessions.xlsx
      A    GET /access-log
      M    POST /access-log/erasures
      A    GET /audit/checkpoints
      A    GET /audit/export
      A    POST /audit/verifications
      A    GET /audit/verifications/{id}
      A    POST /audit/reconciliations
      AIOM GET /openapi
      M    GET /keys
      M    POST /keys
      M    DELETE /keys/{keyId}
      M    POST /keys/{keyId}/confirmation
      I    POST /sessions
      IO   POST /sessions/{sessionId}/close
      IO   POST /sessions/{sessionId}/members/{userID}/removal
      IO   GET /bans
      IO   DELETE /bans/{banId}
      I    POST /sessions/{sessionId}/statements
      A    PUT /sessions/{sessionId}/hold
      A    DELETE /sessions/{sessionId}/hold
      A    POST /sessions/{sessionId}/hold/lifts
      AI   PUT /sessions/{sessionId}/retention
      M    POST /sessions/{sessionId}/erasures
      I    POST /tickets
      I    POST /users/{userID}/revocation
      O    GET /deliveries
      O    POST /deliveries/{deliveryId}/retry
      """;

  @ArquillianResource URL base;

  private URI server;
  private ApiClient admin;

  @BeforeEach
  void theDemoKeyIsThere() throws Exception {
    server = URI.create(base.toString());
    admin = ApiClient.withDemoKey(SharedServer.at(base));
  }

  /** One line of the table. */
  record Call(Set<Role> roles, String verb, String path) {

    static Call of(String line) {
      String[] parts = line.split(" +");
      Set<Role> roles =
          parts[0]
              .chars()
              .mapToObj(letter -> role((char) letter))
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
      return new Call(roles, parts[1], parts[2]);
    }

    private static Role role(char letter) {
      return switch (letter) {
        case 'A' -> Role.AUDITOR;
        case 'I' -> Role.INTEGRATOR;
        case 'O' -> Role.OPERATOR;
        default -> Role.ADMIN;
      };
    }

    /** With ids of nobody, and so that a call that gets through changes nothing. */
    HttpResponse<String> by(ApiClient client) throws Exception {
      String to =
          path.substring(1).replace("{userID}", "nobody").replaceAll("\\{[A-Za-z]+}", NOBODY);
      return verb.equals("GET")
          ? client.send(verb, to)
          : client.send(verb, to, Json.createObjectBuilder().build());
    }
  }

  private static List<Call> calls() {
    return Arrays.stream(CALLS.split("\n")).map(Call::of).toList();
  }

  @Test
  void theTableHasEveryCallThereIs() throws Exception {
    Set<String> described = new TreeSet<>();
    admin
        .get("openapi")
        .getJsonObject("paths")
        .forEach(
            (path, verbs) ->
                verbs
                    .asJsonObject()
                    .keySet()
                    .forEach(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path)));

    assertThat(calls()).map(call -> call.verb() + " " + call.path()).hasSameElementsAs(described);
  }

  @Test
  void whatARoleMayNotItCannot() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Role role : Role.values()) {
      ApiClient client = client(key("only " + role, role));
      for (Call call : calls()) {
        int status = call.by(client).statusCode();
        boolean letIn = status != 401 && status != 403;
        if (letIn != call.roles().contains(role) || status >= 500) {
          wrong.add(role + " " + call + ": " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aRevokedKeyIsNoneAtOnce() throws Exception {
    JsonObject key = key("to be revoked", Role.OPERATOR);
    ApiClient operator = client(key);
    operator.get("sessions");

    HttpResponse<String> answer = admin.send("DELETE", "keys/" + key.getString("id"));

    assertThat(ApiClient.parsed(answer.body()).getString("state")).isEqualTo("revoked");
    ApiClient.problem(operator.send("GET", "sessions"), 401);
  }

  @Test
  void aKeyInAnotherCaseIsNone() throws Exception {
    String text = key("case", Role.OPERATOR).getString("key");

    ApiClient wrong = ApiClient.with(server, "Bearer " + text.toUpperCase(Locale.ROOT));

    ApiClient.problem(wrong.send("GET", "sessions"), 401);
  }

  @Test
  void keysAreListedWithoutTheirTexts() throws Exception {
    JsonObject key = key("listed", Role.OPERATOR);

    List<JsonObject> keys = admin.items("keys?limit=2");

    assertThat(keys)
        .filteredOn(listed -> listed.getString("id").equals(key.getString("id")))
        .singleElement()
        .matches(listed -> listed.getString("state").equals("good"));
    assertThat(keys.toString()).doesNotContain(key.getString("key"));
  }

  @Test
  void nobodyGetsAKeyThatBothGivesOutKeysAndExamines() throws Exception {
    JsonObject problem =
        ApiClient.problem(create("both", in(Duration.ofDays(1)), Role.ADMIN, Role.AUDITOR), 400);

    assertThat(problem.getString("detail")).startsWith("roles:");
  }

  @Test
  void aKeyLastsAYearAtMostAndNotFromYesterday() throws Exception {
    for (Duration validity : List.of(Duration.ofDays(367), Duration.ofDays(-1))) {
      JsonObject problem = ApiClient.problem(create("long", in(validity), Role.OPERATOR), 400);

      assertThat(problem.getString("detail")).startsWith("expires:");
    }
  }

  @Test
  void aBodyWithAnUnknownOrDoubledFieldIsRefused() throws Exception {
    for (String body :
        List.of("{\"colour\":1}", "[]", "{", "{\"name\":\"a\",\"name\":\"b\"}", "")) {
      ApiClient.problem(admin.sendText("POST", "keys", body), 400);
    }
  }

  @Test
  void aKeyThatIsNoneCannotBeRevoked() throws Exception {
    assertThat(ApiClient.problem(admin.send("DELETE", "keys/" + NOBODY), 404).getString("type"))
        .isEqualTo("urn:rtcroom:problem:no-such-key");
  }

  @Test
  void creationAndRevocationAreInTheAccessLog() throws Exception {
    JsonObject key = key("noted", Role.OPERATOR);
    admin.send("DELETE", "keys/" + key.getString("id"));

    for (String kind : List.of("KEY_CREATED", "KEY_REVOKED")) {
      JsonObject line =
          admin.items("access-log?limit=500&kind=" + kind).stream()
              .filter(l -> l.getJsonObject("details").getString("id").equals(key.getString("id")))
              .findFirst()
              .orElseThrow();
      assertThat(line.getJsonObject("details").getString("roles")).isEqualTo("OPERATOR");
      assertThat(line.getJsonObject("details").getString("hmac")).hasSize(64);
      assertThat(line.toString()).doesNotContain(key.getString("key"));
    }
  }

  private ApiClient client(JsonObject key) {
    return ApiClient.with(server, "Bearer " + key.getString("key"));
  }

  private JsonObject key(String name, Role... roles) throws Exception {
    HttpResponse<String> answer = create(name, in(Duration.ofHours(1)), roles);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonObject key = ApiClient.parsed(answer.body());
    IssuedSecrets.note(key.getString("key"));
    return key;
  }

  private static String in(Duration validity) {
    return Clock.systemUTC().instant().plus(validity).toString();
  }

  private HttpResponse<String> create(String name, String expires, Role... roles) throws Exception {
    JsonArrayBuilder names = Json.createArrayBuilder();
    Arrays.stream(roles).map(Role::name).forEach(names::add);
    return admin.send(
        "POST",
        "keys",
        Json.createObjectBuilder()
            .add("name", name)
            .add("roles", names)
            .add("expires", expires)
            .build());
  }
}
