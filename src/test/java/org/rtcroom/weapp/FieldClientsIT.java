package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.IssuedSecrets;
import org.rtcroom.server.ServerProcess;

/**
 * Clients that cannot be changed, on a server with short lives and low limits: those of 2017, and
 * those that never beat again after one heartbeat without success.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldClientsIT {

  private static final Duration TOKEN = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final int PER_ADDRESS = 100;
  private static final int PER_USER = 30;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Path home;
  private ServerProcess server;
  private Wire wire;

  FieldClientsIT(@TempDir Path home) {
    this.home = home;
  }

  @BeforeAll
  void start() {
    Map<String, String> settings = new HashMap<>();
    settings.put("roomservice.weapp.generation-2017", "true");
    settings.put("roomservice.identity.token-lifetime", TOKEN.toSeconds() + "s");
    settings.put("roomservice.rooms.double-room.heartbeat-timeout", SILENCE.toSeconds() + "s");
    settings.put("roomservice.sweep.interval", "1s");
    settings.put("roomservice.http.trusted-proxies", "127.0.0.1");
    settings.put("roomservice.http.rate-limit-per-address", "" + PER_ADDRESS);
    settings.put("roomservice.http.rate-limit-per-user", "" + PER_USER);
    server = ServerProcess.start(home, settings);
    wire = new Wire(server.base());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static void ok(JsonObject answer) {
    code(0, answer);
  }

  private static void code(int code, JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isEqualTo(code);
  }

  private static List<String> users(JsonObject room) {
    return room.getJsonArray("pushers").getValuesAs(JsonObject.class).stream()
        .map(pusher -> pusher.getString("userID"))
        .toList();
  }

  /** Without a query, as those clients call. */
  private JsonObject post(String operation, Map<String, Object> fields) {
    return wire.post(operation, Json.createObjectBuilder(fields).build().toString()).json();
  }

  private String newUser(String family) {
    JsonObject info = post(family + "/get_im_login_info", Map.of("userIDPrefix", "weixin"));
    ok(info);
    assertThat(info.getJsonNumber("sdkAppID").isIntegral()).isTrue();
    assertThat(info.getString("accType")).isNotEmpty();
    IssuedSecrets.note(info.getString("userSig"));
    return info.getString("userID");
  }

  private Map<String, Object> entering(String family, String user) {
    String pushUrl = post(family + "/get_push_url", Map.of("userID", user)).getString("pushURL");
    return Map.of("userID", user, "userName", "n", "userAvatar", "a", "pushURL", pushUrl);
  }

  private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
    Map<String, Object> more = new HashMap<>(fields);
    more.put(name, value);
    return more;
  }

  @Test
  void clientsOf2017MeetWithoutLogin() {
    for (String family : List.of("double_room", "multi_room", "live_room", "rtc_room")) {
      String ann = newUser(family);
      String bob = newUser(family);
      JsonObject created =
          post(family + "/create_room", with(entering(family, ann), "roomName", "the room"));
      ok(created);
      String room = created.getString("roomID");
      Map<String, Object> named = Map.of("roomID", room);

      assertThat(post(family + "/get_room_list", Map.of("cnt", 0, "index", 0)).toString())
          .contains(room, "the room");
      assertThat(users(post(family + "/get_pushers", named))).containsExactly(ann);
      ok(post(family + "/add_pusher", with(entering(family, bob), "roomID", room)));
      Map<String, Object> bobs = Map.of("roomID", room, "userID", bob);
      assertThat(users(post(family + "/pusher_heartbeat", bobs))).containsExactly(ann, bob);
      code(3, post(family + "/destroy_room", bobs));
      ok(post(family + "/delete_pusher", bobs));
      code(5, post(family + "/pusher_heartbeat", bobs));
      ok(post(family + "/destroy_room", Map.of("roomID", room, "userID", ann)));
      code(1, post(family + "/get_pushers", named));
    }
  }

  @Test
  void clientsOf2017CannotDoWhatNobodyCan() {
    String ann = newUser("double_room");
    String bob = newUser("double_room");
    Map<String, Object> bobs = entering("double_room", bob);

    code(2, post("double_room/create_room", with(bobs, "userID", ann)));
    code(2, post("double_room/get_push_url", Map.of()));
    code(7, wire.post("double_room/get_push_url?token=a.b.c", "{\"userID\":\"x\"}").json());
    code(7, wire.post("double_room/get_push_url?userID=y", "{\"userID\":\"x\"}").json());
    code(7, post("double_room/get_im_login_info", Map.of("userID", "administrator")));
    code(2, post("double_room/create_room", Map.of("userID", ann)));
  }

  /** One heartbeat that gets 7 is the last one of some clients, and the end of a call. */
  @Test
  void whoBeatsStaysInsideThoughTheTokenEnds() throws Exception {
    ClientSession ann = ClientSession.login(server.base(), "double_room", "field_ann");
    ClientSession bob = ClientSession.login(server.base(), "double_room", "field_bob");
    String room = ann.createAny();
    ok(ann.join(room));
    ok(bob.join(room));
    long end = System.nanoTime() + TOKEN.plus(SILENCE).plusSeconds(3).toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(1_000);
      assertThat(users(ann.beat(room))).containsExactly("field_ann", "field_bob");
      ok(bob.beat(room));
    }

    code(7, ann.pushers(room));
    code(7, ann.leave(room));
    code(7, ann.beat("another"));
    ClientSession again = ClientSession.login(server.base(), "double_room", "field_ann");
    code(7, ann.beat(room));
    assertThat(users(again.beat(room))).containsExactly("field_ann", "field_bob");
    ok(again.leave(room));
    ok(bob.beat(room));
  }

  /** An address is that of a call centre, or of a carrier's network. */
  @Test
  void noLimitEndsAMembership() {
    ClientSession ann = ClientSession.login(server.base(), "double_room", "field_crowd");
    String room = ann.createAny();
    ok(ann.join(room));
    Map<String, String> centre = with(JSON, "10.9.8.7");
    exhaust(centre);

    byte[] beat = Wire.bytes("{\"roomID\":\"" + room + "\",\"roomStatusCode\":1}");
    for (int i = 0; i < 2 * PER_USER; i++) {
      ok(wire.send("POST", ann.path("pusher_heartbeat"), beat, centre).json());
    }
    for (String refused :
        List.of(
            ann.path("get_pushers"),
            "double_room/pusher_heartbeat?userID=field_crowd&token=a.b.c",
            "double_room/pusher_heartbeat?userID=field_nobody")) {
      assertThat(statuses(refused, beat, centre)).as(refused).contains(429);
    }
  }

  /** Of a few tries, for a place may come back between the two calls of one. */
  private List<Integer> statuses(String path, byte[] body, Map<String, String> address) {
    return IntStream.range(0, 5)
        .mapToObj(
            i -> {
              exhaust(address);
              return wire.send("POST", path, body, address).status();
            })
        .toList();
  }

  /** Until nothing more is served to that address; a place comes back every 600 ms. */
  private void exhaust(Map<String, String> address) {
    int served = 0;
    while (wire.send("GET", "utils/check_config", new byte[0], address).status() != 429) {
      assertThat(served++).isLessThan(3 * PER_ADDRESS);
    }
  }

  private static Map<String, String> with(Map<String, String> headers, String address) {
    Map<String, String> from = new HashMap<>(headers);
    from.put("X-Forwarded-For", address);
    return from;
  }
}
