package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who was put out of a room knows the addresses of before until they end, and is told of none that
 * lasts longer, whatever they ask for; those inside are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptOutIT {

  private static final Duration VALID = Duration.ofMinutes(1);

  private final Path home;
  private ServerProcess server;
  private DemoRecord backEnd;

  KeptOutIT(@TempDir Path folder) {
    this.home = folder.resolve("kept-out");
  }

  @BeforeAll
  void start() throws Exception {
    server =
        ServerProcess.start(
            home,
            Map.of(
                "roomservice.rooms.double-room.address-validity", "1m",
                "roomservice.rooms.live-room.address-validity", "1m"));
    backEnd = DemoRecord.of(server.base(), home);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void remove(String room, String user, boolean banned) throws Exception {
    String session = backEnd.items("sessions?roomID=" + room).get(0).getString("sessionId");
    var wish = Json.createObjectBuilder().add("reason", "disturbs");
    if (banned) {
      Instant until = Instant.now().plus(1, ChronoUnit.HOURS);
      wish.add("ban", until.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    backEnd.post("sessions/" + session + "/members/" + user + "/removal", wish.build());
  }

  @ParameterizedTest
  @CsvSource({"double_room, false", "double_room, true", "live_room, false", "live_room, true"})
  void noOperationTellsOfAnAddress(String family, boolean banned) throws Exception {
    String room = "out-" + family + "-" + banned;
    DemoClient ann = entered(family, room, "ann_" + family + banned);
    DemoClient bob = entered(family, room, "bob_" + family + banned);
    JsonObject before = bob.call("get_pushers", room);
    assertThat(before.toString()).contains("txSecret");

    remove(room, bob.userId(), banned);

    for (String operation :
        List.of(
            "get_push_url",
            "get_anchor_url",
            "get_pushers",
            "get_anchors",
            "add_pusher",
            "pusher_heartbeat",
            "anchor_heartbeat",
            "add_audience",
            "get_audiences",
            "get_custom_info",
            "set_custom_field",
            "merge_stream",
            "delete_pusher")) {
      JsonObject answer = bob.call(operation, asking(bob, room));
      assertThat(answer.toString()).as(operation).doesNotContain("txSecret", "/live/");
    }
    assertThat(listed(bob, room)).doesNotContain("txSecret", "/live/");
    assertThat(bob.call("get_push_url", room).getInt("code")).isEqualTo(7);
    assertThat(bob.addPusher(room).getInt("code")).isEqualTo(7);
    JsonObject after = bob.call("get_pushers", room);
    assertThat(after.getInt("code")).isZero();
    assertThat(after.getString("mixedPlayURL")).isEmpty();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(ann.call("get_pushers", room).toString()).contains("txSecret");
    assertThat(listed(ann, room)).contains("txSecret");
  }

  private DemoClient entered(String family, String room, String user) {
    DemoClient client = DemoClient.login(server.base(), family, user);
    assertThat(client.addPusher(room).getInt("code")).isZero();
    return client;
  }

  /** Whatever any of the operations reads. */
  private static JsonObject asking(DemoClient client, String room) {
    return Json.createObjectBuilder()
        .add("userID", client.userId())
        .add("roomID", room)
        .add("renew", true)
        .add("cnt", 200)
        .add("userName", "")
        .add("userAvatar", "")
        .add("userInfo", "")
        .add("pushURL", "rtmp://elsewhere.example.com/x/y")
        .add("fieldName", "likes")
        .add("operation", "inc")
        .add("mergeParams", JsonValue.EMPTY_JSON_OBJECT)
        .build();
  }

  private static String listed(DemoClient client, String room) {
    JsonObject list =
        client.call("get_room_list", Json.createObjectBuilder().add("cnt", 200).build());
    return list.getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
        .filter(each -> each.getString("roomID").equals(room))
        .findFirst()
        .orElseThrow()
        .toString();
  }

  /** An address without a room is good in any, but for who may not enter it. */
  @Test
  void anAddressForAnyRoomLetsNobodyIn() throws Exception {
    entered("double_room", "any", "ann_any");
    DemoClient bob = entered("double_room", "any", "bob_any");
    remove("any", "bob_any", false);

    JsonObject address = bob.call("get_push_url", JsonValue.EMPTY_JSON_OBJECT);
    JsonObject entering =
        Json.createObjectBuilder(asking(bob, "any"))
            .add("pushURL", address.getString("pushURL"))
            .build();

    assertThat(bob.call("add_pusher", entering).getInt("code")).isEqualTo(7);
  }

  @Test
  void addressesAreRenewedForWhoIsInside() throws Exception {
    DemoClient ann = entered("double_room", "renewed", "ann_renewed");
    JsonObject renewal =
        Json.createObjectBuilder().add("roomID", "renewed").add("renew", true).build();
    JsonObject first = ann.call("get_push_url", renewal);
    String played = accelerated(ann);
    requireBrief(played);
    requireBrief(first.getString("pushURL"));

    Until.within(20, () -> end(accelerated(ann)).isAfter(end(played)));

    Until.within(
        20,
        () ->
            end(ann.call("get_push_url", renewal).getString("pushURL"))
                .isAfter(end(first.getString("pushURL"))));
    JsonObject second = ann.call("get_push_url", renewal);
    assertThat(stream(second.getString("pushURL")))
        .isEqualTo(stream(first.getString("pushURL")))
        .isEqualTo(stream(accelerated(ann)));
    assertThat(stream(ann.call("get_push_url", "renewed").getString("pushURL")))
        .isNotEqualTo(stream(played));
  }

  private static String accelerated(DemoClient client) {
    return client
        .call("pusher_heartbeat", "renewed")
        .getJsonArray("pushers")
        .getJsonObject(0)
        .getString("accelerateURL");
  }

  private static void requireBrief(String address) {
    Instant now = Instant.now();
    assertThat(end(address))
        .isBetween(now.plus(VALID.dividedBy(2)), now.plus(VALID).plusSeconds(1));
  }

  private static Instant end(String address) {
    String txTime = address.substring(address.indexOf("&txTime=") + "&txTime=".length());
    return Instant.ofEpochSecond(Long.parseLong(txTime, 16));
  }

  private static String stream(String address) {
    return address.substring(address.lastIndexOf("/live/"), address.indexOf('?'));
  }
}
