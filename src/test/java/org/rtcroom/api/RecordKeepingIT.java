package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.api.ApiClient.problem;
import static org.rtcroom.api.Backend.path;
import static org.rtcroom.api.Backend.reason;
import static org.rtcroom.api.Backend.succeeds;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.SharedServer;

/** Holds, retention, and how a person is erased from a record that verifies all the same. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RecordKeepingIT {

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final String room = "room_" + tag;
  private final String ann = "ann_" + tag;
  private final String bob = "bob_" + tag;

  @ArquillianResource URL base;

  private Backend backend;
  private ApiClient demo;
  private Persons persons;
  private JsonObject session;

  /** Ann and bob meet in a session that is closed then. */
  @BeforeEach
  void aSessionIsOver() throws Exception {
    URI server = SharedServer.at(base).base();
    backend = new Backend(SharedServer.at(base));
    demo = backend.demo;
    persons = Persons.at(SharedServer.at(base));
    session = backend.open(room, "case-" + tag, ann, bob);
    for (String user : List.of(ann, bob)) {
      JsonObject answer = DemoClient.login(server, "double_room", user).addPusher(room);
      assertThat(answer.getInt("code")).as("%s", answer).isZero();
    }
    backend.close(session);
  }

  @Test
  void whoIsErasedIsGoneAndTheChainVerifies() throws Exception {
    JsonObject done = succeeds(erase(ann));

    List<JsonObject> events = backend.events(session);
    assertThat(events.toString()).doesNotContain(ann);
    assertThat(events.toString()).contains(bob);
    assertThat(events).filteredOn(line -> line.getBoolean("erased")).hasSize(done.getInt("lines"));
    assertThat(ChainCheck.lastHash(session.getString("sessionId"), events))
        .isEqualTo(done.getString("hash"));
    JsonObject last = events.get(events.size() - 1);
    assertThat(last.getString("kind")).isEqualTo("ERASED");
    assertThat(last.getJsonObject("details").getString("legalBasis")).isEqualTo("PIPL art. 47");
  }

  @Test
  void readsOfTheRoomSayErased() throws Exception {
    String joined =
        backend.events(session).stream()
            .filter(line -> line.getString("userID", "").equals(bob))
            .filter(line -> line.getString("kind").equals("JOINED"))
            .findFirst()
            .orElseThrow()
            .getString("time");
    succeeds(erase(ann));

    JsonObject then = demo.get(path(session) + "/at?time=" + joined);
    assertThat(then.getBoolean("erased")).isTrue();
    assertThat(then.getJsonArray("members").getValuesAs(JsonObject.class))
        .extracting(member -> member.getString("userID"))
        .containsExactly("erased", bob);
    JsonObject now = demo.get(path(session));
    assertThat(now.getBoolean("erased")).isTrue();
    assertThat(now.getString("phase")).isEqualTo("CLOSED");
  }

  @Test
  void searchFindsTheErasedNoMore() throws Exception {
    assertThat(demo.items("sessions?userID=" + ann)).hasSize(1);

    succeeds(erase(ann));

    assertThat(demo.items("sessions?userID=" + ann)).isEmpty();
    assertThat(demo.items("sessions?userID=" + bob)).hasSize(1);
  }

  @Test
  void theNoteOfAnErasingDoesNotNameTheErased() throws Exception {
    succeeds(erase(ann));

    assertThat(backend.changes(session)).first().isEqualTo("user-erased");
    assertThat(demo.items("access-log?limit=500&kind=CHANGED").toString()).doesNotContain(ann);
  }

  @Test
  void bothCanBeErasedOneAfterTheOther() throws Exception {
    succeeds(erase(ann));
    succeeds(erase(bob));

    assertThat(backend.events(session).toString()).doesNotContain(ann).doesNotContain(bob);
    assertThat(demo.get(path(session)).getString("phase")).isEqualTo("CLOSED");
    refused(erase(ann), "not-erasable");
  }

  @Test
  void nobodyIsErasedFromAnOpenSession() throws Exception {
    session = backend.open(room, "case", ann);

    refused(erase(ann), "not-erasable");
  }

  @Test
  void aStrangerCannotBeErased() throws Exception {
    refused(erase("stranger"), "not-erasable");
  }

  @Test
  void statementsCanBeMadeAfterAnErasing() throws Exception {
    succeeds(erase(ann));

    JsonObject statement =
        Json.createObjectBuilder()
            .add("type", "decision")
            .add("occurredAt", "2026-01-31T12:00:00Z")
            .build();
    JsonObject receipt = succeeds(demo.send("POST", path(session) + "/statements", statement));

    assertThat(ChainCheck.lastHash(session.getString("sessionId"), backend.events(session)))
        .isEqualTo(receipt.getString("hash"));
  }

  @Test
  void aHoldIsInTheWayUntilTwoAuditorsLiftIt() throws Exception {
    ApiClient first = persons.auditor(persons.first).client();
    ApiClient second = persons.auditor(persons.second).client();
    succeeds(first.send("PUT", hold(), reason("dispute")));
    refused(erase(ann), "not-erasable");

    assertThat(lifted(first)).isFalse();
    assertThat(lifted(first)).isFalse();
    refused(erase(ann), "not-erasable");
    assertThat(lifted(second)).isTrue();

    succeeds(erase(ann));
    refused(second.send("DELETE", hold(), reason("again")), "not-held");
    refused(second.send("POST", lifts(), reason("again")), "not-held");
  }

  @Test
  void aNewHoldForgetsWhoAgreedToLiftTheOld() throws Exception {
    ApiClient first = persons.auditor(persons.first).client();
    ApiClient second = persons.auditor(persons.second).client();
    succeeds(first.send("PUT", hold(), reason("dispute")));
    assertThat(lifted(first)).isFalse();

    succeeds(second.send("PUT", hold(), reason("another dispute")));

    assertThat(lifted(second)).isFalse();
    assertThat(lifted(first)).isTrue();
  }

  @Test
  void anOpenSessionCanBeHeld() throws Exception {
    session = backend.open(room, "case", ann);
    succeeds(demo.send("PUT", hold(), reason("dispute")));
    backend.close(session);

    refused(erase(ann), "not-erasable");
  }

  /** No rule says how long sessions are kept here, so that every class is shorter. */
  @Test
  void retentionIsInTheWayAndTakesTwoAuditorsToShorten() throws Exception {
    ApiClient backEnd = backend.with(Role.INTEGRATOR);
    ApiClient second = persons.auditor(persons.first).client();
    refused(retain(backEnd, "account-opening", "2026-01-01T00:00:00Z"), "retention-shortened");

    JsonObject first = succeeds(retain(demo, "account-opening", "2026-01-01T00:00:00Z"));
    assertThat(first.getBoolean("inForce")).isFalse();
    assertThat(first.isNull("until")).isTrue();
    assertThat(first.getString("missing")).contains("another AUDITOR key");
    JsonObject again = succeeds(retain(demo, "account-opening", "2026-01-01T00:00:00Z"));
    assertThat(again.getBoolean("inForce")).isFalse();
    refused(
        retain(backend.with(Role.AUDITOR), "account-opening", "2026-01-01T00:00:00Z"),
        "key-not-confirmed");
    refused(
        retain(persons.auditor(persons.second).client(), "account-opening", "2026-01-01T00:00:00Z"),
        "key-too-new");
    JsonObject other = succeeds(retain(second, "short", "2026-01-01T00:00:00Z"));
    assertThat(other.getBoolean("inForce")).isFalse();
    JsonObject done = succeeds(retain(second, "account-opening", "2026-01-01T00:00:00Z"));
    assertThat(done.getBoolean("inForce")).isTrue();
    assertThat(done.getString("until")).isEqualTo("2030-12-31T00:00:00.000Z");

    refused(erase(ann), "not-erasable");
    refused(retain(backEnd, "account-opening", "2025-12-31T00:00:00Z"), "retention-shortened");
    refused(retain(backEnd, "short", "2060-01-01T00:00:00Z"), "retention-shortened");
    JsonObject longer = succeeds(retain(backEnd, "account-opening", "2026-01-02T00:00:00Z"));
    assertThat(longer.getBoolean("inForce")).isTrue();
    assertThat(longer.getString("until")).isEqualTo("2031-01-01T00:00:00.000Z");
  }

  @Test
  void aRetentionThatIsOverIsNotInTheWay() throws Exception {
    ApiClient second = persons.auditor(persons.first).client();
    succeeds(retain(demo, "short", "2020-01-01T00:00:00Z"));
    succeeds(retain(second, "short", "2020-01-01T00:00:00Z"));

    succeeds(erase(ann));
  }

  @Test
  void aClassThatIsNotSetIsNone() throws Exception {
    for (String name : List.of("forever", "SHORT", "../mode")) {
      JsonObject problem = problem(retain(demo, name, "2026-01-01T00:00:00Z"), 400);
      assertThat(problem.getString("detail")).startsWith("class:");
    }
  }

  private boolean lifted(ApiClient auditor) throws Exception {
    return !succeeds(auditor.send("POST", lifts(), reason("settled"))).getBoolean("held");
  }

  private String lifts() {
    return hold() + "/lifts";
  }

  private String hold() {
    return path(session) + "/hold";
  }

  private HttpResponse<String> retain(ApiClient client, String name, String from) throws Exception {
    JsonObject body = Json.createObjectBuilder().add("class", name).add("base", from).build();
    return client.send("PUT", path(session) + "/retention", body);
  }

  private HttpResponse<String> erase(String user) throws Exception {
    JsonObject body =
        Json.createObjectBuilder()
            .add("userID", user)
            .add("reason", "consent withdrawn\nby telephone,\tsee file")
            .add("legalBasis", "PIPL art. 47")
            .build();
    return demo.send("POST", path(session) + "/erasures", body);
  }

  private static void refused(HttpResponse<String> answer, String type) {
    assertThat(problem(answer, 409).getString("type")).isEqualTo("urn:rtcroom:problem:" + type);
  }
}
