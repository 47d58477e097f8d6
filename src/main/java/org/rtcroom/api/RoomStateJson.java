package org.rtcroom.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.Member;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Terms;
import org.rtcroom.room.Viewer;
import org.rtcroom.stream.StreamName;

/** A room of some moment in answers. Never with a signed address. */
final class RoomStateJson {

  private RoomStateJson() {}

  static JsonObject at(Instant moment, RoomState room) {
    JsonObjectBuilder json =
        AnswerJson.object()
            .add("sessionId", room.sessionId().value())
            .add("time", AnswerJson.time(moment));
    terms(room.terms(), json);
    json.add("phase", room.phase().name())
        .add("creator", AnswerJson.text(room.creator().map(UserId::value)))
        .add("opened", AnswerJson.time(room.openedAt()))
        .add("activated", AnswerJson.time(room.activatedAt()))
        .add("closed", AnswerJson.time(room.closedAt()))
        .add("reason", AnswerJson.text(room.closedWhy().map(Reason::name)))
        .add("members", members(room))
        .add("kept", users(room.kept()))
        .add("removed", users(room.removed()))
        .add("statusCode", room.statusCode())
        .add("customInfo", fields(room.customInfo()))
        .add("audienceCount", room.audience().count())
        .add(
            "audience",
            AnswerJson.array(room.audience().listed().stream().map(RoomStateJson::viewer)));
    return json.build();
  }

  private static void terms(Terms terms, JsonObjectBuilder json) {
    json.add("family", terms.type().family())
        .add("roomID", terms.roomId())
        .add("roomInfo", terms.info())
        .add("category", terms.category())
        .add("heartbeats", terms.heartbeats())
        .add("group", terms.group().name())
        .add(
            "admitted",
            terms.admitted().<JsonValue>map(RoomStateJson::users).orElse(JsonValue.NULL));
  }

  /** The members, in the order clients see them in. */
  static JsonArray members(RoomState room) {
    return AnswerJson.array(room.creatorFirst().stream().map(RoomStateJson::member));
  }

  private static JsonObject member(Member member) {
    return AnswerJson.object()
        .add("userID", member.userId().value())
        .add("nickname", member.nickname())
        .add("avatar", member.avatar())
        .add("streamName", AnswerJson.text(member.stream().map(StreamName::value)))
        .add("status", member.status())
        .build();
  }

  private static JsonObject viewer(Viewer viewer) {
    return AnswerJson.object()
        .add("userID", viewer.userId().value())
        .add("userInfo", viewer.info())
        .build();
  }

  private static JsonArray users(Collection<UserId> users) {
    Stream<String> ids = users.stream().map(UserId::value).sorted();
    return AnswerJson.texts(ids);
  }

  private static JsonObject fields(Map<String, FieldValue> customInfo) {
    JsonObjectBuilder json = AnswerJson.object();
    customInfo.forEach(
        (name, value) -> {
          if (value instanceof FieldValue.Counter counter) {
            json.add(name, counter.value());
          } else if (value instanceof FieldValue.Text text) {
            json.add(name, text.value());
          }
        });
    return json.build();
  }
}
