package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.api.ApiClient.problem;
import static org.rtcroom.api.Backend.path;
import static org.rtcroom.api.Backend.reason;
import static org.rtcroom.api.Backend.succeeds;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.IssuedSecrets;
import org.rtcroom.server.Site;

/** What a back end does: invites, gives tickets, states, intervenes. */
public abstract class IntegratorCalls {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final String room = "room_" + tag;
  private final String ann = "ann_" + tag;
  private final String bob = "bob_" + tag;

  /** The server that is called. */
  protected abstract Site site();

  private URI server;
  private Backend backend;
  private ApiClient demo;

  @BeforeEach
  void theServerIsThere() throws Exception {
    server = site().base();
    backend = new Backend(site());
    demo = backend.demo;
  }

  @Test
  void anInvitedSessionIsThereForTheInvitedOnly() throws Exception {
    JsonObject receipt = backend.open(room, "case-" + tag, ann);

    assertThat(join(ann).getInt("code")).isZero();
    assertThat(isRefused(bob)).isTrue();
    assertThat(backend.events(receipt))
        .extracting(line -> line.getString("kind"))
        .startsWith("OPENED", "INVITED", "STATEMENT_MADE", "JOINED");
    assertThat(backend.changes(receipt)).containsExactly("session-opened");
  }

  @Test
  void theAnswerIsAReceiptOfTheRecord() throws Exception {
    JsonObject receipt = backend.open(room, "case-" + tag, ann);

    JsonObject line = backend.events(receipt).get(receipt.getInt("seq"));
    assertThat(line.getString("hash")).isEqualTo(receipt.getString("hash"));
    assertThat(receipt.getString("roomID")).isEqualTo(room);
  }

  @Test
  void aSessionIsFoundByItsCase() throws Exception {
    JsonObject receipt = backend.open(room, "case-" + tag, ann);

    assertThat(demo.items("sessions?case=case-" + tag))
        .singleElement()
        .matches(s -> s.getString("sessionId").equals(receipt.getString("sessionId")));
    assertThat(demo.items("sessions?case=case-" + tag + "x")).isEmpty();
  }

  @Test
  void aRoomHasOneSessionAtATime() throws Exception {
    backend.open(room, "case", ann);

    JsonObject again =
        Json.createObjectBuilder()
            .add("family", "double_room")
            .add("roomID", room)
            .add("admitted", Json.createArrayBuilder().add(guest(bob)))
            .build();
    assertThat(problem(demo.send("POST", "sessions", again), 409).getString("type"))
        .isEqualTo("urn:rtcroom:problem:room-id-in-use");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"family\":\"triple_room\",\"admitted\":[{\"userID\":\"ann\",\"role\":\"r\"}]}",
        "{\"family\":\"double_room\",\"admitted\":[]}",
        "{\"family\":\"double_room\",\"admitted\":[{\"userID\":\"a b\",\"role\":\"r\"}]}",
        "{\"family\":\"double_room\",\"admitted\":[{\"userID\":\"ann\"}]}",
        "{\"family\":\"double_room\",\"roomID\":\"a b\","
            + "\"admitted\":[{\"userID\":\"ann\",\"role\":\"r\"}]}",
        "{\"family\":\"double_room\",\"admitted\":[{\"userID\":\"ann\",\"role\":\"r\"},"
            + "{\"userID\":\"ann\",\"role\":\"s\"}]}",
        "{\"family\":\"double_room\",\"previousSessionId\":"
            + "\"00000000-0000-7000-8000-000000000000\","
            + "\"admitted\":[{\"userID\":\"ann\",\"role\":\"r\"}]}"
      })
  void aBadInvitationOpensNothing(String body) throws Exception {
    problem(demo.sendText("POST", "sessions", body), 400);
  }

  @Test
  void aClosedSessionIsClosedByItsIdAndNotItsSuccessor() throws Exception {
    JsonObject first = backend.open(room, "case", ann);
    JsonObject closed = backend.close(first);
    JsonObject second = backend.open(room, "case", ann);

    assertThat(
            problem(demo.send("POST", path(first) + "/close", reason("again")), 409)
                .getString("type"))
        .isEqualTo("urn:rtcroom:problem:session-not-open");
    assertThat(demo.get(path(first)).getString("reason")).isEqualTo("CLOSED_BY_ADMINISTRATOR");
    assertThat(demo.get(path(first)).getString("headHash")).isEqualTo(closed.getString("hash"));
    assertThat(demo.get(path(second)).getString("state")).isEqualTo("open");
  }

  @Test
  void whoActedStandsInTheLine() throws Exception {
    JsonObject session = backend.open(room, "case", ann);
    backend.close(session);

    List<JsonObject> events = backend.events(session);
    JsonObject actor = events.get(events.size() - 1).getJsonObject("actor");
    assertThat(actor.getJsonObject("identifiedBy").getString("value")).isEqualTo("API_KEY");
    assertThat(actor.getJsonObject("tokenId").getString("value")).isEqualTo("demo");
  }

  @Test
  void whoIsRemovedDoesNotComeBack() throws Exception {
    JsonObject session = backend.open(room, "case", ann, bob);
    assertThat(join(ann).getInt("code")).isZero();
    assertThat(join(bob).getInt("code")).isZero();

    succeeds(demo.send("POST", path(session) + "/members/" + bob + "/removal", reason("not he")));

    assertThat(isRefused(bob)).isTrue();
    assertThat(backend.events(session))
        .filteredOn(line -> line.getString("kind").equals("LEFT"))
        .singleElement()
        .matches(line -> line.getJsonObject("details").getString("reason").equals("REMOVED"));
  }

  @Test
  void whoIsBannedStaysOutOfTheNextSessionToo() throws Exception {
    JsonObject session = backend.open(room, "case", ann, bob);
    String until = Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString();
    JsonObject body = Json.createObjectBuilder().add("reason", "not he").add("ban", until).build();
    succeeds(demo.send("POST", path(session) + "/members/" + bob + "/removal", body));
    backend.close(session);

    backend.open(room, "case", ann, bob);

    assertThat(isRefused(bob)).isTrue();
    assertThat(join(ann).getInt("code")).isZero();
  }

  @Test
  void aBanIsListedUntilItIsLifted() throws Exception {
    JsonObject session = backend.open(room, "case", ann, bob);
    String until = Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString();
    JsonObject body = Json.createObjectBuilder().add("reason", "not he").add("ban", until).build();
    succeeds(demo.send("POST", path(session) + "/members/" + bob + "/removal", body));
    backend.close(session);
    ApiClient operator = backend.with(Role.OPERATOR);
    JsonObject ban = bans(demo, bob).get(0);
    List<JsonObject> asOperator = operator.items("bans?limit=1");
    assertThat(asOperator).extracting(shown -> shown.getString("id")).contains(ban.getString("id"));
    assertThat(asOperator).allMatch(shown -> shown.isNull("userID"));
    assertThat(ban.getString("roomID")).isEqualTo(room);
    assertThat(ban.getString("space")).isEqualTo("DOUBLE");
    assertThat(ban.getString("until")).startsWith(until.substring(0, 23));

    JsonObject lifted = succeeds(operator.send("DELETE", "bans/" + ban.getString("id")));

    assertThat(lifted.getString("id")).isEqualTo(ban.getString("id"));
    assertThat(lifted.isNull("userID")).isTrue();
    assertThat(bans(demo, bob)).isEmpty();
    backend.open(room, "case", ann, bob);
    assertThat(isRefused(bob)).isFalse();
    assertThat(demo.items("access-log?limit=500&userID=" + bob))
        .filteredOn(line -> line.getString("kind").equals("CHANGED"))
        .first()
        .matches(line -> line.getJsonObject("details").getString("what").equals("ban-lifted"));
    assertThat(demo.items("access-log?limit=500&kind=AUDIT_READ"))
        .anyMatch(line -> line.getJsonObject("details").getString("what").equals("bans"));
  }

  private static List<JsonObject> bans(ApiClient client, String user) throws Exception {
    return client.items("bans?limit=1").stream()
        .filter(ban -> ban.getString("userID", "").equals(user)) // null of one who was erased
        .toList();
  }

  @Test
  void aBanThatIsNoneCannotBeLifted() throws Exception {
    assertThat(problem(demo.send("DELETE", "bans/" + "0".repeat(32)), 404).getString("type"))
        .isEqualTo("urn:rtcroom:problem:no-such-ban");
  }

  @Test
  void aBanEndsInTheFutureAndWithinTenYears() throws Exception {
    JsonObject session = backend.open(room, "case", ann, bob);
    for (Duration ahead : List.of(Duration.ofSeconds(-1), Duration.ofDays(3654))) {
      String until = Clock.systemUTC().instant().plus(ahead).toString();
      JsonObject body = Json.createObjectBuilder().add("reason", "r").add("ban", until).build();

      JsonObject problem =
          problem(demo.send("POST", path(session) + "/members/" + bob + "/removal", body), 400);

      assertThat(problem.getString("detail")).startsWith("ban:");
    }
    assertThat(isRefused(bob)).isFalse();
  }

  @Test
  void statementsAreAddedWhileOpenAndAfterClosingAndTheChainVerifies() throws Exception {
    JsonObject session = backend.open(room, "case", ann);
    state(session, "consent", Json.createObjectBuilder().add("data", "I agree 同意\n"));
    backend.close(session);
    JsonObject receipt =
        state(
            session,
            "recording",
            Json.createObjectBuilder()
                .add("sha256", "ab".repeat(32))
                .add("uri", "https://archive.example.com/1")
                .add("userID", ann)
                .add("data", Json.createObjectBuilder().add("seconds", 61)));

    List<JsonObject> events = backend.events(session);
    assertThat(ChainCheck.lastHash(session.getString("sessionId"), events))
        .isEqualTo(receipt.getString("hash"));
    JsonObject last = events.get(events.size() - 1);
    assertThat(last.getString("kind")).isEqualTo("STATEMENT_MADE");
    assertThat(last.getString("userID")).isEqualTo(ann);
    assertThat(last.getJsonObject("details").getString("data")).isEqualTo("{\"seconds\":61}");
    assertThat(last.getJsonObject("details").getString("key")).isEqualTo("demo");
    assertThat(demo.get(path(session)).getString("phase")).isEqualTo("CLOSED");
    assertThat(backend.changes(session)).filteredOn("statement-made"::equals).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"rumour\",\"occurredAt\":\"2026-01-31T12:00:00Z\"}",
        "{\"type\":\"check\"}",
        "{\"type\":\"check\",\"occurredAt\":\"yesterday\"}",
        "{\"type\":\"check\",\"occurredAt\":\"2026-01-31T12:00:00Z\",\"sha256\":\"ab\"}",
        "{\"type\":\"check\",\"occurredAt\":\"2026-01-31T12:00:00Z\",\"data\":7}",
        "{\"type\":\"case\",\"occurredAt\":\"2026-01-31T12:00:00Z\"}"
      })
  void aBadStatementIsNotRecorded(String body) throws Exception {
    JsonObject session = backend.open(room, "case", ann);

    problem(demo.sendText("POST", path(session) + "/statements", body), 400);

    assertThat(backend.events(session)).hasSize(session.getInt("seq") + 1);
  }

  @Test
  void aStatementOfMoreThanFourKilobytesIsRefused() throws Exception {
    JsonObject session = backend.open(room, "case", ann);
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("type", "check")
            .add("occurredAt", "2026-01-31T12:00:00Z")
            .add("data", "x".repeat(4097));

    JsonObject problem =
        problem(demo.send("POST", path(session) + "/statements", body.build()), 400);

    assertThat(problem.getString("detail")).startsWith("data:");
  }

  @Test
  void aTicketIsGoodUntilTheUserIsRevoked() throws Exception {
    JsonObject ticket = ticket(ann);
    assertThat(login(ticket).getInt("code")).isZero();

    Instant issued = Instant.parse(ticket.getString("expires")).minusSeconds(60);
    JsonObject body =
        Json.createObjectBuilder().add("notBefore", issued.plusMillis(1).toString()).build();
    succeeds(demo.send("POST", "users/" + ann + "/revocation", body));

    assertThat(login(ticket).getInt("code")).isEqualTo(7);
    assertThat(demo.items("access-log?limit=500&userID=" + ann))
        .extracting(line -> line.getString("kind"))
        .contains("TICKET_ISSUED", "CHANGED");
  }

  @Test
  void aRevocationEndsTokensToo() throws Exception {
    DemoClient client = DemoClient.login(server, "double_room", ann);
    assertThat(client.call("get_push_url", room).getInt("code")).isZero();

    JsonObject body = Json.createObjectBuilder().add("notBefore", "2026-01-01T00:00:00Z").build();
    succeeds(demo.send("POST", "users/" + ann + "/revocation", body));

    assertThat(client.call("get_push_url", room).getInt("code")).isEqualTo(7);
    DemoClient again = DemoClient.login(server, "double_room", ann);
    assertThat(again.call("get_push_url", room).getInt("code")).isZero();
  }

  @Test
  void aRevocationLiesNotInTheFuture() throws Exception {
    String later = Clock.systemUTC().instant().plus(Duration.ofDays(1)).toString();
    JsonObject body = Json.createObjectBuilder().add("notBefore", later).build();

    problem(demo.send("POST", "users/" + ann + "/revocation", body), 400);
  }

  @Test
  void aTicketLastsAnHourAtMostAndIsNotForReservedUsers() throws Exception {
    for (String body :
        List.of(
            "{\"userID\":\"ann\",\"validFor\":3601}",
            "{\"userID\":\"ann\",\"validFor\":0}",
            "{\"userID\":\"ann\",\"validFor\":1.5}",
            "{\"userID\":\"ann\"}",
            "{\"userID\":\"administrator\",\"validFor\":60}")) {
      problem(demo.sendText("POST", "tickets", body), 400);
    }
  }

  @Test
  void nothingPendsThatCouldBeRetried() throws Exception {
    assertThat(demo.items("deliveries?state=stuck")).isEmpty();
    assertThat(
            problem(demo.sendText("POST", "deliveries/none:NOTICE/retry", ""), 404)
                .getString("type"))
        .isEqualTo("urn:rtcroom:problem:no-such-delivery");
  }

  private static JsonObjectBuilder guest(String user) {
    return Json.createObjectBuilder().add("userID", user).add("role", "guest");
  }

  private JsonObject join(String user) {
    return DemoClient.login(server, "double_room", user).addPusher(room);
  }

  private boolean isRefused(String user) {
    return DemoClient.login(server, "double_room", user).call("get_push_url", room).getInt("code")
        != 0;
  }

  private JsonObject state(JsonObject session, String type, JsonObjectBuilder fields)
      throws Exception {
    JsonObject body = fields.add("type", type).add("occurredAt", "2026-01-31T12:00:00Z").build();
    return succeeds(demo.send("POST", path(session) + "/statements", body));
  }

  private JsonObject ticket(String user) throws Exception {
    JsonObject body = Json.createObjectBuilder().add("userID", user).add("validFor", 60).build();
    JsonObject ticket = succeeds(demo.send("POST", "tickets", body));
    IssuedSecrets.note(ticket.getString("userSig"));
    return ticket;
  }

  private JsonObject login(JsonObject ticket) throws Exception {
    String query =
        "?sdkAppID="
            + ticket.getJsonNumber("sdkAppID")
            + "&userID="
            + ticket.getString("userID")
            + "&userSig="
            + ticket.getString("userSig");
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("weapp/double_room/login" + query))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    JsonObject answer = ApiClient.parsed(HTTP.send(request, BodyHandlers.ofString()).body());
    if (answer.containsKey("token")) {
      IssuedSecrets.note(answer.getString("token"));
    }
    return answer;
  }
}
