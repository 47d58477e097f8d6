package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /** As an address book has it: a slash too many, blanks, names of the documents, old servers. */
  @Test
  void addressesThatSomebodyTypedLeadToTheSameOperations() {
    for (String family :
        List.of(
            "/multi_room",
            "multi_room/",
            "%20multi_room%20",
            "multi_room//",
            "rtc_room",
            "%E3%80%80rtc_room%09//")) {
      ClientSession ann = ClientSession.login(base, family, "gen_typed");
      JsonObject room = ann.create("");
      ok(room);
      String id = room.getString("roomID");
      ok(ann.join(id));
      ok(ann.beat(id));
      assertThat(ids(ann.in("multi_room").pushers(id))).containsExactly("gen_typed");
      assertThat(listed(ann)).contains(id);
      ok(ann.leave(id));
      ok(ann.logout());
    }
  }

  @Test
  void anAddressMayBeginWithASlashTooManyOrTheRootOfAnOlderServer() {
    String user = "?userID=gen_roots";
    for (String before : List.of("/", "//", "roomservice/", "/webrtc//", "roomlist/%20/")) {
      Wire typed = new Wire(URI.create(base + before));
      JsonObject info = typed.get("utils/get_login_info_debug" + user).json();
      ok(info);
      assertThat(info.getString("userID")).isEqualTo("gen_roots");
      JsonObject room =
          typed
              .post("webrtc_room/create_room", "{\"userID\":\"genRoots\",\"roomInfo\":\"x\"}")
              .json();
      ok(room);
      String quit = "{\"userID\":\"genRoots\",\"roomID\":" + room.getString("roomID") + "}";
      Wire.Reply answer = typed.post("webexe_room/quit_room", quit);
      ok(answer.json());
      assertThat(answer.header("Content-Type")).startsWith("application/json");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(typed.post("double_room/nothing", "{}").status()).isEqualTo(404);
    }
  }

  /** A page that is closed can only send a text, and reads no answer. */
  @Test
  void whoClosesThePageHasLeftAtOnce() {
    ClientSession ann = ClientSession.login(base, "double_room", "gen_stays");
    ClientSession bob = ClientSession.login(base, "double_room", "gen_closes");
    String room = ann.createAny();
    ok(ann.join(room));
    ok(bob.join(room));
    assertThat(ids(ann.beat(room))).containsExactly("gen_stays", "gen_closes");

    byte[] body = Wire.bytes("{\"roomID\":\"" + room + "\",\"userID\":\"gen_closes\"}");
    Map<String, String> beacon =
        Map.of(
            "Content-Type",
            "text/plain;charset=UTF-8",
            "Origin",
            "https://page.example",
            "Sec-Fetch-Mode",
            "no-cors");
    ok(wire.send("POST", bob.path("delete_pusher"), body, beacon).json());

    assertThat(ids(ann.pushers(room))).containsExactly("gen_stays");
    assertThat(ids(ann.beat(room))).containsExactly("gen_stays");
    code(5, bob.beat(room));
    ok(ann.leave(room));
    Map<String, String> text = Map.of("Content-Type", "text/plain");
    assertThat(wire.send("POST", bob.path("delete_pusher"), Wire.bytes("hi"), text).status())
        .isEqualTo(400);
  }

  /** A gift of many counts as many, and all see the same number. */
  @Test
  void countersGoUpAndDownByWhatIsSent() {
    ClientSession anchor = ClientSession.loginOn(base, "Android", "gen_gifted");
    ClientSession viewer = ClientSession.login(base, "live_room", "gen_gives");
    String room = "gen_gifts";
    ok(anchor.call("create_room", Map.of("roomID", room)));
    ok(anchor.join(room));
    ok(viewer.watch(room));

    assertThat(gifts(viewer, room, "inc", 4)).isEqualTo("{\"gifts\":4}");
    assertThat(gifts(viewer, room, "inc", "10")).isEqualTo("{\"gifts\":14}");
    assertThat(gifts(viewer, room, "dec", 3)).isEqualTo("{\"gifts\":11}");
    assertThat(gifts(viewer, room, "dec", -9)).isEqualTo("{\"gifts\":20}");
    assertThat(gifts(viewer, room, "inc", "")).isEqualTo("{\"gifts\":21}");
    JsonObject taken = change(anchor, room, "del", 1); // as Android writes dec
    assertThat(taken.getJsonObject("custom").getInt("gifts")).isEqualTo(20);
    ok(viewer.count(room, "gifts", "inc"));
    ok(viewer.count(room, "gifts", "inc"));
    ok(viewer.count(room, "gifts", "dec"));
    code(2, change(viewer, room, "inc", "many"));
    code(2, change(viewer, room, "inc", 1.5));
    code(2, change(viewer, room, "inc", Long.MAX_VALUE));
    JsonObject seen = anchor.callAlone("get_custom_info", Map.of("roomID", room));
    assertThat(seen.getJsonObject("custom").getInt("gifts")).isEqualTo(21);
    ok(anchor.leave(room));
  }

  private static String gifts(ClientSession client, String room, String operation, Object value) {
    JsonObject answer = change(client, room, operation, value);
    ok(answer);
    return answer.getString("custom");
  }

  private static JsonObject change(
      ClientSession client, String room, String operation, Object value) {
    return client.call(
        "set_custom_field",
        Map.of("roomID", room, "fieldName", "gifts", "operation", operation, "value", value));
  }

  @Test
  void aCountOfNoughtAsksForAllRooms() {
    ClientSession ann = ClientSession.login(base, "multi_room", "gen_all");
    List<String> rooms = IntStream.range(0, 22).mapToObj(i -> "gen_all_" + i).toList();
    rooms.forEach(room -> ok(ann.join(room)));

    assertThat(ann.rooms(0, 0).getJsonArray("rooms")).hasSizeGreaterThanOrEqualTo(22);
    assertThat(ann.rooms(0, -1).getJsonArray("rooms")).isEmpty();
    assertThat(ann.rooms(0, 3).getJsonArray("rooms")).hasSize(3);
    assertThat(ann.callAlone("get_room_list", Map.of()).getJsonArray("rooms")).hasSize(20);
    rooms.forEach(room -> ok(ann.leave(room)));
  }

  @Test
  void whoAsksForNoLabelSeesTheRoomsWithoutOne() {
    String labelled = numbered(Map.of("userID", "genLabel", "roomInfo", "x", "roomType", "gen"));
    String plain = numbered(Map.of("userID", "genLabel", "roomInfo", "x"));

    assertThat(numbers(Map.of("count", 0))).contains(plain).doesNotContain(labelled);
    assertThat(numbers(Map.of("count", 0, "roomType", ""))).contains(plain);
    assertThat(numbers(Map.of("count", 0, "roomType", "gen"))).containsExactly(labelled);
    ok(post("webexe_room/delete_room", Map.of("roomID", labelled)));
    ok(post("webexe_room/delete_room", Map.of("roomID", plain)));
  }

  private String numbered(Map<String, Object> fields) {
    return post("webrtc_room/create_room", fields).getString("roomID");
  }

  private List<String> numbers(Map<String, Object> fields) {
    return post("webrtc_room/get_room_list", fields)
        .getJsonArray("rooms")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(room -> room.getString("roomID"))
        .toList();
  }

  /** Some clients look for the number in the result, some beside it, some for the code alone. */
  @Test
  void anUnreachablePlatformIsToldToEveryGeneration() {
    for (String family : List.of("double_room", "multi_room", "live_room")) {
      ClientSession ann = ClientSession.login(base, family, "gen_mixes");
      String room = "gen_mix_" + family;
      ok(ann.join(room));
      String own =
          stream(
              ann.pushers(room)
                  .getJsonArray("pushers")
                  .getJsonObject(0)
                  .getString("accelerateURL"));
      String params =
          "{\"mix_stream_session_id\":\"%1$s\",\"output_stream_id\":\"%1$s\",\"input_stream_list\":"
              + "[{\"input_stream_id\":\"%1$s\",\"layout_params\":{\"image_layer\":1}}]}";
      JsonObject answer =
          ann.call("merge_stream", Map.of("roomID", room, "mergeParams", params.formatted(own)));

      code(8, answer);
      assertThat(answer.getInt("merge_code")).isEqualTo(-1);
      assertThat(answer.getString("merge_msg")).isEqualTo(answer.getString("message"));
      assertThat(answer.getString("merge_message")).isNotEmpty();
      JsonObject result = answer.getJsonObject("result");
      assertThat(result.getInt("code")).isEqualTo(-1);
      assertThat(result.getString("message")).isNotEmpty();
      assertThat(result.getJsonNumber("timestamp").longValue()).isBetween(1L, 99_999_999_999L);
      ok(ann.leave(room));
    }
  }

  @Test
  void addressesForTryingOutAreComplete() {
    JsonObject test = wire.get("utils/get_test_pushurl").json();

    assertThat(test)
        .containsKeys("url_push", "url_play_flv", "url_play_rtmp", "url_play_hls", "url_play_acc");
    assertThat(wire.get("utils/get_test_rtmpaccurl").json()).containsKey("url_rtmpacc");
    JsonObject settings = wire.get("utils/check_config").json();
    ok(settings);
    assertThat(settings.getJsonArray("warnings").toString()).contains("livepush");
    ok(wire.post("utils/report", "{\"any\":\"thing\"}").json());
  }
}
