package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.Site;

/** What an auditor finds of a room that clients opened, used and left. */
public abstract class AuditReading {

  private static final String FAMILY = "double_room";

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final String room = "room_" + tag;
  private final String ann = "ann_" + tag;
  private final String bob = "bob_" + tag;

  /** The server that is called. */
  protected abstract Site site();

  private ApiClient auditor;

  /**
   * Ann opens and enters, bob enters, ann is heard, bob leaves, ann leaves. By the loopback
   * address: demo mode serves nobody from afar, and the machine's own address may be a public one.
   */
  @BeforeEach
  void twoUsersMeet() throws Exception {
    URI server = site().base();
    auditor = ApiClient.withDemoKey(site());
    DemoClient first = DemoClient.login(server, FAMILY, ann);
    DemoClient second = DemoClient.login(server, FAMILY, bob);
    succeeds(
        first.call(
            "create_room",
            Json.createObjectBuilder()
                .add("userID", ann)
                .add("roomID", room)
                .add("roomInfo", "account opening")
                .build()));
    succeeds(first.addPusher(room));
    succeeds(second.addPusher(room));
    succeeds(first.call("pusher_heartbeat", room));
    succeeds(second.call("delete_pusher", room));
    succeeds(first.call("delete_pusher", room));
  }

  @Test
  void checkpointsAreListedNewestFirst() throws Exception {
    List<JsonObject> checkpoints = auditor.items("audit/checkpoints?limit=2");

    assertThat(checkpoints).isNotEmpty();
    assertThat(checkpoints.get(checkpoints.size() - 1).getInt("number")).isZero();
    for (int i = 1; i < checkpoints.size(); i++) {
      String body = checkpoints.get(i - 1).getString("body");
      assertThat(body).contains("\"previous\":\"" + checkpoints.get(i).getString("hash") + "\"");
    }
    assertThat(checkpoints.get(0)).containsKeys("time", "leaves", "key", "signature", "witnessed");
  }

  @Test
  void theSessionIsFoundByEverythingThatIsKnownOfIt() throws Exception {
    JsonObject session = onlySession("roomID=" + room);
    String opened = session.getString("opened");

    assertThat(session.getString("family")).isEqualTo(FAMILY);
    assertThat(session.getString("creator")).isEqualTo(ann);
    assertThat(session.getString("state")).isEqualTo("closed");
    assertThat(session.getString("reason")).isEqualTo("LAST_LEFT");
    assertThat(onlySession("userID=" + bob)).isEqualTo(session);
    assertThat(
            onlySession(
                "family=double_room&state=closed&reason=LAST_LEFT&from="
                    + opened
                    + "&roomID="
                    + room))
        .isEqualTo(session);
    assertThat(auditor.items("sessions?state=open&roomID=" + room)).isEmpty();
    assertThat(auditor.items("sessions?to=" + opened + "&roomID=" + room)).isEmpty();
  }

  @Test
  void itIsFoundByATimeInWhichItWentOn() throws Exception {
    String opened = onlySession("roomID=" + room).getString("opened");
    String closed = onlySession("roomID=" + room).getString("closed");
    String then = Instant.parse(closed).atOffset(ZoneOffset.ofHours(8)).toString();
    String of = "&roomID=" + room;

    assertThat(onlySession("activeFrom=" + closed + of).getString("opened")).isEqualTo(opened);
    assertThat(onlySession("activeFrom=" + then.replace("+", "%2B") + of).getString("opened"))
        .isEqualTo(opened);
    assertThat(onlySession("activeFrom=" + then + of + "&userID=" + bob).getString("opened"))
        .as("the + was read as a space")
        .isEqualTo(opened);
    String later = Instant.parse(closed).plusMillis(1).toString();
    assertThat(auditor.items("sessions?activeFrom=" + later + of)).isEmpty();
    assertThat(auditor.items("sessions?activeTo=" + opened + of)).isEmpty();
  }

  @Test
  void itsLinesTellInOrderWhoDidWhatFromWhere() throws Exception {
    List<JsonObject> events = events("");

    assertThat(events)
        .extracting(event -> event.getString("kind") + " " + event.getString("userID", "-"))
        .containsSubsequence(
            "OPENED " + ann, "JOINED " + ann, "JOINED " + bob, "LEFT " + bob, "LEFT " + ann);
    assertThat(events.get(events.size() - 1).getString("kind")).isEqualTo("CLOSED");
    JsonObject joined = ofKind(events, "JOINED");
    assertThat(joined.getJsonObject("details").getString("nickname")).isEqualTo("Name of " + ann);
    assertThat(joined.getJsonObject("actor").keySet()).contains("ip", "tokenId", "node");
    assertThat(joined.toString()).doesNotContain("txSecret");
  }

  @Test
  void aStrangerCanVerifyTheChain() throws Exception {
    JsonObject session = onlySession("roomID=" + room);
    List<JsonObject> events = events("");

    assertThat(events).hasSize(session.getInt("events"));
    assertThat(ChainCheck.lastHash(session.getString("sessionId"), events))
        .isEqualTo(session.getString("headHash"));
  }

  @Test
  void pagesOfOneLineAreTheSameLines() throws Exception {
    assertThat(events("?limit=1")).isEqualTo(events(""));
  }

  @Test
  void theRoomIsAsItWasAtAnyMoment() throws Exception {
    JsonObject bobsJoin =
        events("").stream()
            .filter(event -> event.getString("kind").equals("JOINED"))
            .filter(event -> event.getString("userID").equals(bob))
            .findFirst()
            .orElseThrow();
    JsonObject then = auditor.get(session() + "/at?time=" + bobsJoin.getString("time"));

    assertThat(then.getString("phase")).isEqualTo("ACTIVE");
    assertThat(then.getString("roomInfo")).isEqualTo("account opening");
    assertThat(then.getJsonArray("members").getValuesAs(JsonObject.class))
        .extracting(member -> member.getString("userID"))
        .containsExactly(ann, bob);
    assertThat(then.toString()).doesNotContain("txSecret");
  }

  @Test
  void beforeItWasOpenedThereWasNoRoom() throws Exception {
    Instant before = Instant.parse(onlySession("roomID=" + room).getString("opened"));
    String path = session() + "/at?time=" + before.minusMillis(1);

    assertThat(ApiClient.problem(auditor.send("GET", path), 404).getString("type"))
        .isEqualTo("urn:rtcroom:problem:not-yet-open");
  }

  @Test
  void atTheEndTheRoomIsClosedAndEmpty() throws Exception {
    JsonObject session = auditor.get(session());

    assertThat(session.getString("phase")).isEqualTo("CLOSED");
    assertThat(session.getString("roomInfo")).isEqualTo("account opening");
    assertThat(session.getJsonArray("members")).isEmpty();
  }

  @Test
  void theAccessLogTellsOfTicketLoginAndRead() throws Exception {
    String session = session();
    auditor.get(session + "/events");

    assertThat(auditor.items("access-log?limit=500&userID=" + ann))
        .extracting(line -> line.getString("kind"))
        .contains("LOGGED_IN");
    assertThat(auditor.items("access-log?limit=500&kind=AUDIT_READ"))
        .extracting(line -> line.getJsonObject("details"))
        .anyMatch(
            details ->
                details.getString("what").equals("events")
                    && session.endsWith(details.getString("sessionId", "none")));
  }

  private String session() throws Exception {
    return "sessions/" + onlySession("roomID=" + room).getString("sessionId");
  }

  private JsonObject onlySession(String filter) throws Exception {
    List<JsonObject> found = auditor.items("sessions?" + filter);
    assertThat(found).as(filter).hasSize(1);
    return found.get(0);
  }

  private List<JsonObject> events(String query) throws Exception {
    return auditor.items(session() + "/events" + query);
  }

  private static JsonObject ofKind(List<JsonObject> events, String kind) {
    return events.stream()
        .filter(event -> event.getString("kind").equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static void succeeds(JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isZero();
  }
}
