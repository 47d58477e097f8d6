package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.Member;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.RoomView;
import org.rtcroom.room.SampleRooms;
import org.rtcroom.room.Viewer;
import org.rtcroom.settings.Settings;
import org.rtcroom.stream.StreamAddresses;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamSettings;

/** Rooms as installed clients read them. */
class RoomJsonTest {

  private static final UserId ANN = UserId.of("ann");
  private static final UserId BOB = UserId.of("bob");

  private final RoomJson json = new RoomJson();
  private final SettableClock time = new SettableClock();

  @BeforeEach
  void wire(@TempDir Path home) {
    Settings settings = Settings.of(Map.of("roomservice.home", home.toString()));
    json.addresses = new StreamAddresses(new StreamSettings(settings));
    json.settings = new RoomSettings(settings);
    json.settings.read();
    json.clock = time;
  }

  private static Member member(UserId user) {
    Optional<StreamName> stream = Optional.of(new StreamName("1000_" + user));
    return new Member(user, "name \u202e好", "", stream, 0);
  }

  private static RoomState room(RoomType type, List<Member> members) {
    Map<String, FieldValue> custom =
        Map.of("__proto__", new FieldValue.Counter(3), "label", new FieldValue.Text("\"a\""));
    return SampleRooms.active(type, "r1", ANN, members, custom, List.of(new Viewer(BOB, "{}")));
  }

  private static JsonObject parsed(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private JsonObject written(RoomState room) {
    return written(RoomView.whole(room));
  }

  private JsonObject written(RoomView view) {
    return parsed(JsonWriter.text(generator -> json.write(generator, view)));
  }

  @Test
  void aLiveRoomHasExactlyTheseFields() {
    JsonObject room = written(room(RoomType.LIVE, List.of(member(ANN))));

    assertThat(room.keySet())
        .containsExactlyInAnyOrder(
            "roomID",
            "roomInfo",
            "roomName",
            "roomCreator",
            "mixedPlayURL",
            "pushers",
            "custom",
            "audienceCount",
            "roomStatusCode");
    assertThat(room.getJsonArray("pushers").getJsonObject(0).keySet())
        .containsExactlyInAnyOrder("userID", "userName", "userAvatar", "accelerateURL");
    assertThat(room.values()).doesNotContain(JsonValue.NULL);
    assertThat(room.getString("roomName")).isEqualTo(room.getString("roomInfo"));
    assertThat(room.getInt("audienceCount")).isEqualTo(1);
    assertThat(room.getInt("roomStatusCode")).isEqualTo(7);
  }

  @Test
  void otherFamiliesCountNoAudience() {
    assertThat(written(room(RoomType.DOUBLE, List.of(member(ANN)))))
        .doesNotContainKeys("audienceCount", "audiences");
  }

  @Test
  void customIsATextThatHoldsJson() {
    JsonObject room = written(room(RoomType.LIVE, List.of()));

    assertThat(room.get("custom")).isInstanceOf(JsonString.class);
    assertThat(parsed(room.getString("custom")).getInt("__proto__")).isEqualTo(3);
    assertThat(parsed(room.getString("custom")).getString("label")).isEqualTo("\"a\"");
  }

  @Test
  void theCreatorComesFirstAndNamesAreUnchanged() {
    JsonObject room = written(room(RoomType.LIVE, List.of(member(BOB), member(ANN))));
    List<JsonObject> pushers = room.getJsonArray("pushers").getValuesAs(JsonObject.class);

    assertThat(pushers)
        .extracting(pusher -> pusher.getString("userID"))
        .containsExactly("ann", "bob");
    assertThat(pushers.get(0).getString("userName")).isEqualTo("name \u202e好");
  }

  @Test
  void anEmptyRoomHasAnEmptyListAndNoMixedPicture() {
    JsonObject room = written(room(RoomType.LIVE, List.of()));

    assertThat(room.getJsonArray("pushers")).isEmpty();
    assertThat(room.getString("mixedPlayURL")).isEmpty();
  }

  @Test
  void streamNamesCanBeCutOutOfTheAddresses() {
    JsonObject room = written(room(RoomType.LIVE, List.of(member(ANN))));
    String accelerated = room.getJsonArray("pushers").getJsonObject(0).getString("accelerateURL");

    assertThat(accelerated)
        .startsWith("rtmp://play.example.com/live/1000_ann?bizid=1000&txSecret=")
        .contains("&txTime=");
    assertThat(room.getString("mixedPlayURL")).endsWith("/live/1000_ann.flv");
  }

  @Test
  void customInfoSpeaksBothDialects() {
    RoomState room = room(RoomType.LIVE, List.of());
    JsonObject older = parsed(JsonWriter.text(g -> RoomJson.customInfo(g, room, false)));
    JsonObject newer = parsed(JsonWriter.text(g -> RoomJson.customInfo(g, room, true)));

    assertThat(older.getString("custom")).isEqualTo(older.getString("customInfo"));
    assertThat(newer.getJsonObject("custom")).isEqualTo(parsed(newer.getString("customInfo")));
  }

  @Test
  void whatIsKeptIsWrittenAnewOnceThePlayAddressesAre() {
    RoomState room = room(RoomType.LIVE, List.of(member(ANN)));
    String first = address(room);

    time.advance(Duration.ofMinutes(1));
    assertThat(address(room)).isEqualTo(first);
    time.advance(Duration.ofMinutes(24));
    assertThat(address(room)).isNotEqualTo(first);
  }

  /** So that a client that asks again can always connect. */
  @Test
  void aPlayAddressIsGoodForMostOfItsValidityWheneverItIsAskedFor() {
    for (RoomType type : List.of(RoomType.DOUBLE, RoomType.MULTI, RoomType.LIVE)) {
      RoomState room = room(type, List.of(member(ANN)));
      Duration valid = json.settings.policyOf(type).addressValidity();
      Duration step = valid.dividedBy(12);

      for (int minute = 0; minute < 300; minute++) {
        time.advance(Duration.ofMinutes(1));
        assertThat(Duration.between(time.instant(), end(address(room))))
            .isBetween(valid.minus(step), valid);
      }
    }
  }

  private static Instant end(String address) {
    String txTime = address.substring(address.indexOf("&txTime=") + "&txTime=".length());
    return Instant.ofEpochSecond(Long.parseLong(txTime, 16));
  }

  /** Beside who may: what is kept for the one is not shown to the other. */
  @Test
  void whoIsKeptOutIsToldOfNoAddress() {
    RoomState room = room(RoomType.LIVE, List.of(member(ANN), member(BOB)));

    JsonObject before = written(room);
    JsonObject keptOut = written(new RoomView(room, false));
    JsonObject after = written(room);

    assertThat(keptOut.toString()).doesNotContain("/live/").doesNotContain("txSecret");
    assertThat(keptOut.keySet()).isEqualTo(before.keySet());
    assertThat(keptOut.getJsonArray("pushers")).hasSize(2);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void aRoomThatChangedIsWrittenAsItIs() {
    assertThat(written(room(RoomType.LIVE, List.of(member(ANN)))).getJsonArray("pushers"))
        .hasSize(1);
    assertThat(
            written(room(RoomType.LIVE, List.of(member(ANN), member(BOB)))).getJsonArray("pushers"))
        .hasSize(2);
  }

  private String address(RoomState room) {
    return written(room).getJsonArray("pushers").getJsonObject(0).getString("accelerateURL");
  }
}
