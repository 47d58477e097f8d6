package org.rtcroom.weapp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rtcroom.room.Capability;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.Member;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Viewer;
import org.rtcroom.stream.PlayUrl;
import org.rtcroom.stream.StreamAddresses;

/**
 * Writes rooms the way installed clients read them. No field is ever null; {@code custom} is a text
 * that holds JSON, and a room never has {@code audiences}: old clients would fail to read the whole
 * list. Push URLs appear nowhere.
 */
@ApplicationScoped
class RoomJson {

  @Inject StreamAddresses addresses;
  @Inject Clock clock;

  /** The fields of one room, into the object that is being written. */
  void write(JsonGenerator json, RoomState room) {
    json.write("roomID", room.terms().roomId());
    json.write("roomInfo", room.terms().info());
    json.write("roomName", room.terms().info());
    json.write("roomCreator", room.creator().map(Object::toString).orElse(""));
    json.write("mixedPlayURL", mixed(room));
    pushers(json, room);
    json.write("custom", custom(room));
    if (room.terms().type().can(Capability.AUDIENCE)) {
      json.write("audienceCount", room.audience().count());
    }
    json.write("roomStatusCode", room.statusCode());
  }

  /** A list of rooms. */
  void rooms(JsonGenerator json, List<RoomState> rooms) {
    json.writeStartArray("rooms");
    for (RoomState room : rooms) {
      json.writeStartObject();
      write(json, room);
      json.writeEnd();
    }
    json.writeEnd();
  }

  /** Who publishes in a room, its creator first. */
  void pushers(JsonGenerator json, RoomState room) {
    Instant now = clock.instant();
    json.writeStartArray("pushers");
    for (Member member : room.creatorFirst()) {
      json.writeStartObject();
      json.write("userID", member.userId().value());
      json.write("userName", member.nickname());
      json.write("userAvatar", member.avatar());
      json.write("accelerateURL", accelerated(member, now));
      json.writeEnd();
    }
    json.writeEnd();
  }

  void audiences(JsonGenerator json, RoomState room) {
    json.writeStartArray("audiences");
    for (Viewer viewer : room.audience().newestFirst()) {
      json.writeStartObject();
      json.write("userID", viewer.userId().value());
      json.write("userInfo", viewer.info());
      json.writeEnd();
    }
    json.writeEnd();
    json.write("audienceCount", room.audience().count());
  }

  /**
   * The custom info, for whoever asks for it alone.
   *
   * @param asObject whether the client is of the newer generation, which reads {@code custom} as an
   *     object
   */
  static void customInfo(JsonGenerator json, RoomState room, boolean asObject) {
    if (asObject) {
      json.writeStartObject("custom");
      fields(json, room.customInfo());
      json.writeEnd();
    } else {
      json.write("custom", custom(room));
    }
    json.write("customInfo", custom(room));
  }

  private static String custom(RoomState room) {
    return room.customInfo().isEmpty()
        ? "{}"
        : Answers.object(json -> fields(json, room.customInfo()));
  }

  private static void fields(JsonGenerator json, Map<String, FieldValue> fields) {
    fields.forEach(
        (name, value) -> {
          if (value instanceof FieldValue.Counter counter) {
            json.write(name, counter.value());
          } else if (value instanceof FieldValue.Text text) {
            json.write(name, text.value());
          }
        });
  }

  private String mixed(RoomState room) {
    return room.creatorInside()
        .flatMap(Member::stream)
        .map(addresses::mixed)
        .map(PlayUrl::value)
        .orElse("");
  }

  private String accelerated(Member member, Instant now) {
    return member.stream().map(s -> addresses.accelerated(s, now)).map(PlayUrl::value).orElse("");
  }
}
