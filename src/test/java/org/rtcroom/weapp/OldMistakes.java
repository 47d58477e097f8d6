package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.server.Site;

/** What a request could do to the old servers, and cannot do here. */
public abstract class OldMistakes {

  /** The server that is called. */
  protected abstract Site site();

  private URI base = URI.create("http://unset/");
  private Wire wire = new Wire(base);

  @BeforeEach
  void locate() {
    base = site().base();
    wire = new Wire(base);
  }

  private ClientSession login(String family, String userId) {
    return ClientSession.login(base, family, userId);
  }

  private static void ok(JsonObject answer) {
    code(0, answer);
  }

  private static void code(int code, JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isEqualTo(code);
  }

  /** The codes of calls made at the same moment. */
  private static List<JsonObject> together(List<Callable<JsonObject>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<JsonObject> answers = new ArrayList<>();
      for (Future<JsonObject> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static long successes(List<JsonObject> answers) {
    return answers.stream().filter(answer -> answer.getInt("code") == 0).count();
  }

  @Test
  void nobodyGetsATicketOfTheAdministrator() {
    for (String name : List.of("administrator", "Administrator", "ADMINISTRATOR")) {
      assertThat(wire.get("utils/get_login_info?userID=" + name).code()).isEqualTo(7);
      assertThat(wire.get("webexe_room/get_login_info?userID=" + name).code()).isEqualTo(7);
      String body = "{\"userID\":\"" + name + "\"}";
      assertThat(wire.post("webrtc_room/get_login_info", body).code()).isEqualTo(7);
    }
    String enter = "{\"userID\":\"administrator\",\"roomInfo\":\"x\"}";
    assertThat(wire.post("webrtc_room/create_room", enter).code()).isEqualTo(7);
  }

  @Test
  void namingTheCreatorDestroysNothing() {
    ClientSession creator = login("double_room", "old_creator");
    ClientSession other = login("double_room", "old_other");
    ok(creator.create("old_destroy"));

    code(7, other.call("destroy_room", Map.of("roomID", "old_destroy", "userID", "old_creator")));
    code(3, other.destroy("old_destroy"));
    code(0, creator.pushers("old_destroy"));
    ok(creator.destroy("old_destroy"));
  }

  @Test
  void nobodyActsForSomebodyElse() {
    ClientSession victim = login("double_room", "old_victim");
    ClientSession other = login("double_room", "old_other2");
    ok(victim.join("old_acting"));
    Map<String, Object> asVictim = Map.of("roomID", "old_acting", "userID", "old_victim");

    code(7, other.call("delete_pusher", asVictim));
    code(7, other.call("pusher_heartbeat", asVictim));
    Map<String, Object> join =
        Map.of(
            "roomID", "old_acting",
            "userID", "old_third",
            "userName", "",
            "userAvatar", "",
            "pushURL", other.pushUrl("old_acting"));
    code(7, other.call("add_pusher", join));
    assertThat(victim.pushers("old_acting").getJsonArray("pushers")).hasSize(1);
    ok(victim.leave("old_acting"));
  }

  @Test
  void aPushUrlOfSomebodyElseIsNotTaken() {
    ClientSession ann = login("double_room", "old_ann");
    ClientSession bob = login("double_room", "old_bob");
    String anns = ann.pushUrl("old_urls");

    for (String wrong :
        List.of(anns, "rtmp://evil/live/x", "", bob.pushUrl("old_other_room"), anns + "&x=1")) {
      Map<String, Object> join =
          Map.of("roomID", "old_urls", "userName", "", "userAvatar", "", "pushURL", wrong);
      code(2, bob.call("add_pusher", join));
    }
    code(1, bob.pushers("old_urls"));
  }

  @Test
  void logFilesAreNotServed() {
    for (String path :
        List.of(
            "utils/logfilelist",
            "utils/getlogfile?filename=server.log",
            "utils/getlogfile?filename=../../etc/passwd",
            "log/..%2f..%2fetc%2fpasswd")) {
      Wire.Reply answer = wire.get(path);
      assertThat(answer.status()).isBetween(400, 499);
      assertThat(answer.body()).doesNotContain("root:");
    }
  }

  @Test
  void concurrentCountsAreAllCounted() throws Exception {
    ClientSession ann = login("live_room", "old_count");
    ok(ann.create("old_counts"));
    ok(ann.join("old_counts"));
    List<JsonObject> answers =
        together(Collections.nCopies(40, () -> ann.count("old_counts", "likes", "inc")));

    assertThat(successes(answers)).isEqualTo(40);
    JsonObject custom = ann.callAlone("get_custom_info", Map.of("roomID", "old_counts"));
    assertThat(custom.getString("custom")).isEqualTo("{\"likes\":40}");
    ok(ann.leave("old_counts"));
  }

  @Test
  void twoFitIntoADoubleRoomHoweverManyTry() throws Exception {
    List<Callable<JsonObject>> joins = new ArrayList<>();
    List<ClientSession> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ClientSession client = login("double_room", "old_race" + i);
      clients.add(client);
      joins.add(() -> client.join("old_race"));
    }
    List<JsonObject> answers = together(joins);

    assertThat(successes(answers)).isEqualTo(2);
    assertThat(clients.get(0).pushers("old_race").getJsonArray("pushers")).hasSize(2);
    assertThat(answers).extracting(a -> a.getInt("code")).containsOnly(0, 5001);
    clients.forEach(client -> client.leave("old_race"));
  }

  @Test
  void oneOfManyOpensARoomAndIdsThatDifferInCaseAreTaken() throws Exception {
    List<Callable<JsonObject>> creates = new ArrayList<>();
    ClientSession ann = login("multi_room", "old_many");
    for (int i = 0; i < 8; i++) {
      creates.add(() -> ann.create("old_One"));
    }
    List<JsonObject> answers = together(creates);

    assertThat(successes(answers)).isEqualTo(1);
    assertThat(answers).extracting(a -> a.getInt("code")).containsOnly(0, 11);
    code(11, ann.create("OLD_ONE"));
    ok(ann.destroy("old_One"));
  }

  @Test
  void aRefusedJoinLeavesNoRoom() {
    ClientSession ann = login("double_room", "old_phantom");
    Map<String, Object> join =
        Map.of("roomID", "old_phantom", "userName", "", "userAvatar", "", "pushURL", "x");

    code(2, ann.call("add_pusher", join));
    code(1, ann.pushers("old_phantom"));
    ClientSession newer = ClientSession.loginOn(base, "Android", "old_phantom2");
    code(3, newer.join("old_phantom2"));
    code(1, newer.pushers("old_phantom2"));
  }

  @Test
  void noRoomHasAnEmptyId() {
    ClientSession ann = login("double_room", "old_empty");
    String made = ann.createAny();
    assertThat(made).isNotEmpty();
    for (String operation :
        List.of("get_pushers", "destroy_room", "delete_pusher", "pusher_heartbeat")) {
      code(2, ann.call(operation, Map.of("roomID", "")));
      code(2, ann.call(operation, Map.of()));
      Wire.Reply withNull = wire.post(ann.path(operation), "{\"roomID\":null}");
      assertThat(withNull.status()).isEqualTo(200);
      assertThat(withNull.code()).isEqualTo(2);
    }
    ok(ann.destroy(made));
  }

  @Test
  void madeIdsDoNotCollide() throws Exception {
    ClientSession ann = login("double_room", "old_ids");
    List<JsonObject> answers = together(Collections.nCopies(20, () -> ann.create("")));

    assertThat(answers.stream().map(a -> a.getString("roomID")).distinct()).hasSize(20);
    answers.forEach(answer -> ok(ann.destroy(answer.getString("roomID"))));
  }

  @Test
  void aRoomWithoutACategoryBreaksNoList() {
    String body = "{\"userID\":\"oldCategory\",\"roomInfo\":\"x\",\"roomType\":null}";
    JsonObject room = wire.post("webrtc_room/create_room", body).json();
    ok(room);

    assertThat(wire.post("webrtc_room/get_room_list", "{}").code()).isZero();
    String quit =
        Json.createObjectBuilder()
            .add("userID", "oldCategory")
            .add("roomID", room.getString("roomID"))
            .build()
            .toString();
    ok(wire.post("webrtc_room/quit_room", quit).json());
  }

  @Test
  void namesOfScriptsAreNamesLikeAll() {
    for (String name : List.of("__proto__", "constructor", "hasOwnProperty", "null", "toString")) {
      ClientSession user = login("live_room", name);
      ok(user.create(name));
      ok(user.join(name));
      JsonObject changed = user.count(name, name, "inc");
      assertThat(changed.getString("custom")).isEqualTo("{\"" + name + "\":1}");
      ok(user.leave(name));
      code(1, user.pushers(name));
    }
  }

  @Test
  void pagesOfTheListKeepTheirOrder() {
    List<ClientSession> users = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ClientSession user = login("multi_room", "old_page" + i);
      ok(user.join("old_page" + i));
      users.add(user);
    }
    List<String> whole = listed(users.get(0).rooms(0, 200));
    List<String> paged = new ArrayList<>();
    for (int index = 0; index < whole.size(); index += 3) {
      paged.addAll(listed(users.get(0).rooms(index, 3)));
    }

    assertThat(paged).isEqualTo(whole);
    for (int i = 0; i < 7; i++) {
      ok(users.get(i).leave("old_page" + i));
    }
  }

  private static List<String> listed(JsonObject answer) {
    return answer.getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
        .map(room -> room.getString("roomID"))
        .toList();
  }

  @Test
  void aSecondLoginEndsTheFirstToken() {
    ClientSession first = login("double_room", "old_twice");
    ClientSession second = login("double_room", "old_twice");

    code(7, first.rooms(0, 1));
    code(0, second.rooms(0, 1));
  }
}
