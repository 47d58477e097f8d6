package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.SharedServer;

/** What an integrator's files know, against what was recorded. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReconciliationIT {

  private final String room = "r_" + UUID.randomUUID().toString().substring(0, 8);
  private final String ann = "ann_" + room;
  private final String bob = "bob_" + room;

  @ArquillianResource URL base;

  private ApiClient auditor;
  private String session;
  private Instant opened;
  private Instant closed;

  @BeforeEach
  void aSessionWasOpenForAMoment() throws Exception {
    URI server = SharedServer.at(base).base();
    Backend backend = new Backend(SharedServer.at(base));
    auditor = backend.demo;
    JsonObject receipt = backend.open(room, "case " + room, ann, bob);
    DemoClient.login(server, "double_room", ann).addPusher(room);
    backend.close(receipt);
    session = receipt.getString("sessionId");
    JsonObject told = auditor.get("sessions/" + session);
    opened = Instant.parse(told.getString("opened"));
    closed = Instant.parse(told.getString("closed"));
  }

  private JsonObjectBuilder item(Instant time) {
    return Json.createObjectBuilder().add("roomID", room).add("time", time.toString());
  }

  private HttpResponse<String> ask(long tolerance, JsonArrayBuilder items) throws Exception {
    JsonObject body =
        Json.createObjectBuilder().add("tolerance", tolerance).add("items", items).build();
    return auditor.send("POST", "audit/reconciliations", body);
  }

  private List<String> results(long tolerance, JsonObjectBuilder... items) throws Exception {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (JsonObjectBuilder item : items) {
      array.add(item);
    }
    return Backend.succeeds(ask(tolerance, array)).getJsonArray("items").stream()
        .map(item -> item.asJsonObject().getString("result"))
        .toList();
  }

  @Test
  void theSessionThatWasOpenIsFound() throws Exception {
    JsonObject answer =
        Backend.succeeds(ask(0, Json.createArrayBuilder().add(item(opened)).add(item(closed))));

    assertThat(answer.getInt("found")).isEqualTo(2);
    assertThat(answer.getInt("missing")).isZero();
    assertThat(answer.getJsonArray("items"))
        .allMatch(item -> item.asJsonObject().getString("sessionId").equals(session));
  }

  @Test
  void whatWasNotOpenThenThereOrInThatFamilyIsMissing() throws Exception {
    assertThat(
            results(
                0,
                item(opened.minusMillis(1)),
                item(closed.plusMillis(1)),
                item(opened).add("roomID", room.toUpperCase(Locale.ROOT)),
                item(opened).add("family", "live_room"),
                item(opened).add("family", "double_room")))
        .containsExactly("no-session", "no-session", "no-session", "no-session", "found");
  }

  @Test
  void clocksMayDifferByTheTolerance() throws Exception {
    assertThat(results(5, item(opened.minusSeconds(5)), item(closed.plusSeconds(5))))
        .containsExactly("found", "found");
    assertThat(results(5, item(opened.minusSeconds(6)), item(closed.plusSeconds(6))))
        .containsExactly("no-session", "no-session");
  }

  @Test
  void aSessionThatWentOnInAPeriodIsFound() throws Exception {
    assertThat(
            results(
                0,
                period(opened.minusSeconds(9), opened.plusMillis(1)),
                period(opened.minusSeconds(9), opened),
                period(closed, closed.plusSeconds(9)).add("userID", ann),
                period(closed.plusMillis(1), closed.plusSeconds(9)),
                Json.createObjectBuilder().add("roomID", room).add("activeTo", "" + closed)))
        .containsExactly("found", "no-session", "found", "no-session", "found");
    JsonArrayBuilder both =
        Json.createArrayBuilder().add(period(opened, closed).add("time", opened.toString()));
    assertThat(ApiClient.problem(ask(0, both), 400).getString("detail")).startsWith("time:");
  }

  private JsonObjectBuilder period(Instant from, Instant to) {
    return Json.createObjectBuilder()
        .add("roomID", room)
        .add("activeFrom", from.toString())
        .add("activeTo", to.toString());
  }

  @Test
  void aUserWhoNeverEnteredIsMissing() throws Exception {
    assertThat(results(0, item(opened).add("userID", ann), item(opened).add("userID", bob)))
        .containsExactly("found", "no-such-user");
  }

  @Test
  void tenThousandItemsAreAnsweredInOrderAndMoreAreRefused() throws Exception {
    JsonArrayBuilder many = Json.createArrayBuilder();
    IntStream.range(0, 9_999).forEach(i -> many.add(item(opened).add("roomID", "none_" + i)));
    many.add(item(opened));
    JsonObject answer = Backend.succeeds(ask(60, many));
    assertThat(answer.getInt("missing")).isEqualTo(9_999);
    assertThat(answer.getJsonArray("items")).hasSize(10_000);
    assertThat(answer.getJsonArray("items").getJsonObject(9_999).getString("result"))
        .isEqualTo("found");

    JsonArrayBuilder tooMany = Json.createArrayBuilder();
    IntStream.range(0, 10_001).forEach(i -> tooMany.add(item(opened)));
    assertThat(ApiClient.problem(ask(60, tooMany), 400).getString("detail")).startsWith("items:");
  }

  @Test
  void whatIsOutOfItsBoundsIsRefusedByName() throws Exception {
    JsonArrayBuilder one = Json.createArrayBuilder().add(item(opened));
    assertThat(ApiClient.problem(ask(3_601, one), 400).getString("detail"))
        .startsWith("tolerance:");
    JsonArrayBuilder wrong = Json.createArrayBuilder().add(item(opened).add("time", "yesterday"));
    assertThat(ApiClient.problem(ask(0, wrong), 400).getString("detail")).startsWith("time:");
  }

  @Test
  void theAccessLogTellsHowMuchWasAskedAndNotForWhom() throws Exception {
    results(7, item(opened).add("userID", "somebody"), item(closed));

    JsonObject line =
        auditor.items("access-log?limit=500&kind=AUDIT_READ").stream()
            .filter(l -> l.getJsonObject("details").getString("what").equals("reconciliation"))
            .findFirst()
            .orElseThrow();
    assertThat(line.getJsonObject("details").getString("items")).isEqualTo("2");
    assertThat(line.getJsonObject("details").getString("tolerance")).isEqualTo("7");
    assertThat(line.getJsonObject("details").getString("from")).isEqualTo(opened.toString());
    assertThat(line.toString()).doesNotContain("somebody");
  }
}
