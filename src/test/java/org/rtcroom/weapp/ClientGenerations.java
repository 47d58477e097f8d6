package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.server.Site;

/** The calls that each generation of installed clients makes, in their order. */
public abstract class ClientGenerations {

  /** The server that is called. */
  protected abstract Site site();

  private URI base = URI.create("http://unset/");
  private Wire wire = new Wire(base);

  @BeforeEach
  void locate() {
    base = site().base();
    wire = new Wire(base);
  }

  private static void ok(JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isZero();
  }

  private static void code(int code, JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isEqualTo(code);
  }

  private static List<String> ids(JsonObject room) {
    return room.getJsonArray("pushers").getValuesAs(JsonObject.class).stream()
        .map(pusher -> pusher.getString("userID"))
        .toList();
  }

  @Test
  void twoOfTheFirstGenerationMeetInADoubleRoom() {
    ClientSession agent = ClientSession.login(base, "double_room", "gen_agent");
    ClientSession customer = ClientSession.login(base, "double_room", "gen_customer");
    assertThat(agent.pushUrl("")).contains("_gen_agent_").contains("&txSecret=");

    String room = agent.createAny();
    assertThat(room).matches("room_[0-9a-f]{8}_[0-9a-f]{4}");
    assertThat(ids(customer.pushers(room))).isEmpty();
    ok(agent.join(room));
    assertThat(listed(customer)).contains(room);
    ok(customer.join(room));
    assertThat(ids(agent.pushers(room))).containsExactly("gen_agent", "gen_customer");

    ok(agent.beat(room));
    ok(customer.beat(room));
    ok(agent.leave(room));
    assertThat(ids(customer.pushers(room))).containsExactly("gen_customer");
    ok(customer.leave(room));
    code(1, agent.pushers(room));
    code(5, customer.beat(room));
    ok(agent.logout());
    code(7, agent.pushers(room));
  }

  private static List<String> listed(ClientSession client) {
    return client.rooms(0, 200).getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
        .map(room -> room.getString("roomID"))
        .toList();
  }

  @Test
  void anAddressGotWithoutARoomIsGoodInAny() {
    ClientSession ann = ClientSession.login(base, "multi_room", "gen_ann");
    String pushUrl = ann.pushUrl("");
    Map<String, Object> join =
        Map.of("roomID", "gen_any", "userName", "", "userAvatar", "", "pushURL", pushUrl);

    ok(ann.call("add_pusher", join));
    assertThat(stream(pushUrl))
        .isEqualTo(
            stream(
                ann.pushers("gen_any")
                    .getJsonArray("pushers")
                    .getJsonObject(0)
                    .getString("accelerateURL")));
    ok(ann.leave("gen_any"));
  }

  /** As clients cut it out. */
  private static String stream(String address) {
    String path = address.split("\\?", -1)[0];
    return path.substring(path.lastIndexOf('/') + 1).split("\\.", -1)[0];
  }

  @Test
  void oldWebPagesSendForms() {
    ClientSession ann = ClientSession.login(base, "multi_room", "gen_form");
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    byte[] body = Wire.bytes("userID=gen_form&roomInfo=%E5%A5%BD&roomID=gen_form_room");

    ok(wire.send("POST", ann.path("create_room"), body, form).json());
    assertThat(ann.pushers("gen_form_room").getString("roomInfo")).isEqualTo("好");
    ok(ann.destroy("gen_form_room"));
  }

  @Test
  void theNewerGenerationShowsItsTokenInAHeader() {
    ClientSession ann = ClientSession.login(base, "double_room", "gen_bearer");
    Map<String, String> header = Map.of("Authorization", "Bearer " + ann.token());

    ok(wire.send("POST", "multi_room/get_room_list", Wire.bytes("{}"), header).json());
  }

  @Test
  void anAnchorStreamsAndItsAudienceCounts() {
    ClientSession anchor = ClientSession.loginOn(base, "Android", "gen_anchor");
    ClientSession viewer = ClientSession.loginOn(base, "iOS", "gen_viewer");
    String room = "gen_live";
    ok(anchor.call("create_room", Map.of("roomID", room, "roomName", "a name")));
    code(3, viewer.join(room));
    ok(anchor.join(room));

    ok(viewer.watch(room));
    ok(viewer.count(room, "likes", "inc"));
    JsonObject custom = viewer.callAlone("get_custom_info", Map.of("roomID", room));
    assertThat(custom.getJsonObject("custom").getInt("likes")).isEqualTo(1);
    assertThat(custom.get("customInfo")).isInstanceOf(JsonString.class);
    JsonObject audience = anchor.callAlone("get_audiences", Map.of("roomID", room));
    assertThat(audience.getInt("audienceCount")).isEqualTo(1);
    assertThat(audience.getJsonArray("audiences")).hasSize(1);

    ok(viewer.join(room));
    JsonObject beat = anchor.call("anchor_heartbeat", Map.of("roomID", room, "roomStatusCode", 2));
    assertThat(beat.getInt("roomStatusCode")).isEqualTo(2);
    assertThat(ids(beat)).containsExactly("gen_anchor", "gen_viewer");
    JsonObject seen = viewer.pushers(room);
    assertThat(seen.getString("roomName")).isEqualTo("a name");
    assertThat(seen.get("custom")).isInstanceOf(JsonString.class);
    assertThat(seen).doesNotContainKey("audiences");

    ok(anchor.leave(room));
    code(1, viewer.pushers(room));
  }

  @Test
  void theFirstGenerationReadsCustomInfoAsText() {
    ClientSession ann = ClientSession.login(base, "live_room", "gen_text");
    ok(ann.create("gen_text_room"));
    ok(ann.join("gen_text_room"));
    JsonObject answer = ann.count("gen_text_room", "n", "dec");

    assertThat(answer.getString("custom")).isEqualTo("{\"n\":-1}");
    ok(ann.leave("gen_text_room"));
  }

  @Test
  void webClientsMeetWithoutLogin() {
    JsonObject info = post("webrtc_room/get_login_info", Map.of());
    String user = info.getString("userID");
    assertThat(user).matches("user_[0-9a-f]{8}_[0-9a-f]{4}");
    assertThat(info.getJsonNumber("sdkAppID").isIntegral()).isTrue();
    assertThat(info.getString("accountType")).isNotEmpty();

    JsonObject room =
        post("webrtc_room/create_room", Map.of("userID", user, "roomInfo", "w", "nickName", "n"));
    String roomId = room.getString("roomID");
    assertThat(Integer.parseInt(roomId)).isBetween(1, 10_000_000);
    assertThat(room.getString("privateMapKey")).isNotEmpty();
    Map<String, Object> second = Map.of("userID", "webSecond", "roomID", Long.valueOf(roomId));
    assertThat(post("webexe_room/enter_room", second).getString("privateMapKey")).isNotEmpty();
    assertThat(
            post("webrtc_room/get_room_members", Map.of("roomID", roomId)).getJsonArray("members"))
        .extracting(member -> member.asJsonObject().getString("userID"))
        .containsExactly(user, "webSecond");
    ok(post("webrtc_room/heartbeat", second));
    ok(post("webrtc_room/quit_room", second));
    ok(post("webrtc_room/quit_room", second));
    code(5, post("webrtc_room/heartbeat", second));
    assertThat(post("webrtc_room/get_room_list", Map.of("count", 200)).getJsonArray("rooms"))
        .extracting(listed -> listed.asJsonObject().getString("roomID"))
        .contains(roomId);
    ok(post("webrtc_room/quit_room", Map.of("userID", user, "roomID", roomId)));
    code(3, post("webrtc_room/get_room_members", Map.of("roomID", roomId)));
  }

  private JsonObject post(String path, Map<String, Object> fields) {
    return wire.post(path, Json.createObjectBuilder(fields).build().toString()).json();
  }

  @Test
  void everyAnswerSaysWhichRequestItIs() {
    Map<String, String> named = Map.of("X-Request-Id", "my-id.1");

    assertThat(wire.get("utils/get_login_info").header("X-Request-Id")).isNotEmpty();
    assertThat(wire.send("GET", "nowhere", new byte[0], named).header("X-Request-Id"))
        .isEqualTo("my-id.1");
  }

  @Test
  void aRepeatedRequestOpensOneRoom() {
    ClientSession ann = ClientSession.login(base, "double_room", "gen_repeat");
    Map<String, String> named =
        Map.of("Content-Type", "application/json", "X-Request-Id", "gen-repeat-1");
    byte[] body = Wire.bytes("{\"roomInfo\":\"x\"}");

    Wire.Reply first = wire.send("POST", ann.path("create_room"), body, named);
    Wire.Reply second = wire.send("POST", ann.path("create_room"), body, named);
    Wire.Reply other =
        wire.send("POST", ann.path("create_room"), Wire.bytes("{\"roomInfo\":\"y\"}"), named);

    ok(first.json());
    assertThat(second.body()).isEqualTo(first.body());
    code(2, other.json());
    ok(ann.destroy(first.json().getString("roomID")));
  }

  @Test
  void pagesOfOtherOriginsMayCall() {
    Map<String, String> preflight =
        Map.of(
            "Origin", "https://page.example",
            "Access-Control-Request-Method", "POST",
            "Access-Control-Request-Headers", "content-type");
    Wire.Reply answer = wire.send("OPTIONS", "double_room/login", new byte[0], preflight);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(answer.header("Access-Control-Allow-Headers")).contains("content-type");
  }

  @Test
  void pagesOfOtherOriginsMayReadAnswersAndTheirHeaders() {
    Wire.Reply toAPage =
        wire.send(
            "POST", "double_room/login", new byte[0], Map.of("Origin", "https://page.example"));
    Wire.Reply toAProgram = wire.send("POST", "double_room/login", new byte[0], Map.of());

    assertThat(toAPage.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(toAPage.header("Access-Control-Expose-Headers")).contains("X-Request-Id");
    assertThat(toAProgram.headers()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void addressesForTryingOutAreComplete() {
    JsonObject test = wire.get("utils/get_test_pushurl").json();

    assertThat(test)
        .containsKeys("url_push", "url_play_flv", "url_play_rtmp", "url_play_hls", "url_play_acc");
    assertThat(wire.get("utils/get_test_rtmpaccurl").json()).containsKey("url_rtmpacc");
    ok(wire.get("utils/check_config").json());
    ok(wire.post("utils/report", "{\"any\":\"thing\"}").json());
  }
}
