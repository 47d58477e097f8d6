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
import java.net.URL;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
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

/** What takes two persons cannot be done by one, with however many keys. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TwoPersonsIT {

  private static final Optional<String> COURT = Optional.of("court order 7");

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
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
    String room = "room_" + tag;
    session = backend.open(room, "case-" + tag, ann, bob);
    for (String user : List.of(ann, bob)) {
      JsonObject answer = DemoClient.login(server, "double_room", user).addPusher(room);
      assertThat(answer.getInt("code")).as("%s", answer).isZero();
    }
    backend.close(session);
  }

  @Test
  void aDeleteWithoutABodyLiftsToo() throws Exception {
    ApiClient first = persons.auditor(persons.first).client();
    ApiClient second = persons.auditor(persons.second).client();
    succeeds(first.send("PUT", hold(), reason("dispute")));

    assertThat(succeeds(first.send("DELETE", hold())).getBoolean("held")).isTrue();
    assertThat(succeeds(second.send("DELETE", hold())).getBoolean("held")).isFalse();
  }

  @Test
  void oneAdministratorCannotLiftAHoldWithKeysOfTheirOwn() throws Exception {
    Persons.Person one = persons.given(persons.first.client(), Role.AUDITOR);
    Persons.Person other = persons.given(persons.first.client(), Role.AUDITOR);
    succeeds(one.client().send("PUT", hold(), reason("dispute")));

    refused(one.client().send("POST", lifts(), reason("x")), "key-not-confirmed");
    refused(persons.first.client().send("POST", confirmation(one)), "not-confirmable");
    Persons.Person puppet = persons.given(persons.first.client(), Role.ADMIN);
    refused(puppet.client().send("POST", confirmation(one)), "not-confirmable");
    persons.second.confirms(one);
    persons.second.confirms(other);
    refused(one.client().send("POST", lifts(), reason("x")), "key-too-new");
    assertThat(backend.events(session).toString()).doesNotContain("LIFT_AGREED");
  }

  @Test
  void twoKeysOfOneGiverLiftNothing() throws Exception {
    ApiClient one = persons.auditor(persons.first).client();
    ApiClient other = persons.auditor(persons.first).client();
    succeeds(one.send("PUT", hold(), reason("dispute")));
    assertThat(lifted(one)).isFalse();

    JsonObject problem = problem(other.send("POST", lifts(), reason("x")), 409);

    assertThat(problem.getString("type")).isEqualTo("urn:rtcroom:problem:same-person");
    assertThat(problem.getString("detail")).contains("somebody else gave out");
    ApiClient second = persons.auditor(persons.second).client();
    refused(second.send("POST", lifts(), reason("x")), "key-too-new");
    refused(erase(ann), "not-erasable");
  }

  @Test
  void whoConfirmsAKeyThatAPuppetGaveOutIsNobodyElse() throws Exception {
    Persons.Person puppet = persons.given(persons.first.client(), Role.ADMIN);
    persons.second.confirms(puppet);
    Persons.Person key = persons.given(persons.first.client(), Role.AUDITOR);

    refused(puppet.client().send("POST", confirmation(key)), "not-confirmable");
    JsonObject confirmed = persons.second.confirms(key);

    assertThat(confirmed.isNull("confirmed")).isFalse();
    assertThat(persons.second.confirms(key)).as("once more").isEqualTo(confirmed);
    JsonObject line =
        demo.items("access-log?limit=500&kind=KEY_CONFIRMED").stream()
            .map(each -> each.getJsonObject("details"))
            .filter(details -> details.getString("id").equals(key.keyId()))
            .findFirst()
            .orElseThrow();
    assertThat(line.getString("keyId")).isEqualTo(persons.second.keyId());
  }

  @Test
  void theDemoKeyConfirmsNoThirdAdministrator() throws Exception {
    Persons.Person third = persons.given(demo, Role.ADMIN);

    JsonObject problem = problem(demo.send("POST", confirmation(third)), 409);
    assertThat(problem.getString("detail")).contains("2 administrators");
    persons.first.confirms(third);
  }

  @Test
  void anEarlyErasureTakesTwoAdministratorsAndALaw() throws Exception {
    keptForYears();
    ApiClient first = persons.first.client();
    ApiClient second = persons.second.client();
    JsonObject problem = problem(erase(first, ann, Optional.empty()), 409);
    assertThat(problem.getString("type")).isEqualTo("urn:rtcroom:problem:not-erasable");
    assertThat(problem.getString("detail")).contains("kept until 2030", "earlyLegalBasis");
    Persons.Person puppet = persons.given(first, Role.ADMIN);
    refused(erase(puppet.client(), ann, COURT), "key-not-confirmed");

    JsonObject asked = succeeds(erase(first, ann, COURT));
    assertThat(asked.getBoolean("inForce")).isFalse();
    assertThat(asked.getInt("lines")).isZero();
    assertThat(asked.getString("missing")).contains("another person");
    succeeds(erase(first, ann, COURT));
    assertThat(backend.events(session).toString()).contains(ann);
    assertThat(succeeds(erase(second, ann, Optional.of("another law"))).getBoolean("inForce"))
        .as("not the same law")
        .isFalse();
    persons.second.confirms(puppet);
    refused(erase(puppet.client(), ann, COURT), "key-too-new");

    JsonObject done = succeeds(erase(second, ann, COURT));

    assertThat(done.getBoolean("inForce")).isTrue();
    List<JsonObject> events = backend.events(session);
    assertThat(events.toString()).doesNotContain(ann).contains(bob);
    JsonObject details = events.get(events.size() - 1).getJsonObject("details");
    assertThat(details.getString("earlyBasis")).isEqualTo(COURT.get());
    assertThat(details.getString("keyId")).isEqualTo(persons.second.keyId());
    assertThat(events.get(details.getInt("agreed")).getString("kind")).isEqualTo("ERASURE_AGREED");
  }

  @Test
  void whatIsHeldIsNotErasedEarlyEither() throws Exception {
    keptForYears();
    succeeds(erase(persons.first.client(), ann, COURT));
    succeeds(demo.send("PUT", hold(), reason("dispute")));

    refused(erase(persons.second.client(), ann, COURT), "not-erasable");
  }

  private void keptForYears() throws Exception {
    ApiClient auditor = persons.auditor(persons.first).client();
    ApiClient other = persons.auditor(persons.second).client();
    for (ApiClient each : List.of(auditor, other)) {
      succeeds(retain(each, "account-opening", "2026-01-01T00:00:00Z"));
    }
  }

  private boolean lifted(ApiClient auditor) throws Exception {
    return !succeeds(auditor.send("POST", lifts(), reason("settled"))).getBoolean("held");
  }

  private String hold() {
    return path(session) + "/hold";
  }

  private String lifts() {
    return hold() + "/lifts";
  }

  private static String confirmation(Persons.Person person) {
    return "keys/" + person.keyId() + "/confirmation";
  }

  private HttpResponse<String> retain(ApiClient client, String name, String from) throws Exception {
    JsonObject body = Json.createObjectBuilder().add("class", name).add("base", from).build();
    return client.send("PUT", path(session) + "/retention", body);
  }

  private HttpResponse<String> erase(String user) throws Exception {
    return erase(demo, user, Optional.empty());
  }

  private HttpResponse<String> erase(ApiClient by, String user, Optional<String> law)
      throws Exception {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("userID", user)
            .add("reason", "consent withdrawn")
            .add("legalBasis", "PIPL art. 47");
    law.ifPresent(text -> body.add("earlyLegalBasis", text));
    return by.send("POST", path(session) + "/erasures", body.build());
  }

  private static void refused(HttpResponse<String> answer, String type) {
    assertThat(problem(answer, 409).getString("type")).isEqualTo("urn:rtcroom:problem:" + type);
  }
}
