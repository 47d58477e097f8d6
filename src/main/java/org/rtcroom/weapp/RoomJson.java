package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.Capability;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.Member;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomView;
import org.rtcroom.room.Viewer;
import org.rtcroom.stream.PlayUrl;
import org.rtcroom.stream.StreamAddresses;

/**
 * Writes rooms the way installed clients read them. The JSON of a state of a room is kept for the
 * next request, until the play addresses in it are issued anew. No field is ever null; {@code
 * custom} is a text that holds JSON, and a room never has {@code audiences}: old clients would fail
 * to read the whole list. Push URLs appear nowhere.
 */
@Unproxied
class RoomJson {

  /** Bytes of JSON that are kept: enough for some 100,000 rooms of one member. */
  private static final long MOST_KEPT = 96 << 20;

  @Inject StreamAddresses addresses;
  @Inject RoomSettings settings;
  @Inject Clock clock;

  /** By identity: a state never changes. To wake another thread for its upkeep costs more. */
  private final Cache<RoomState, StateJson> kept =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(MOST_KEPT)
          .weigher(StateJson::weigh)
          .executor(Runnable::run)
          .build();

  /**
   * The JSON of a state, in {@link JsonWriter#part parts}.
   *
   * @param end when the play addresses in it end; empty if there are none in it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record StateJson(Optional<Instant> end, byte[] before, byte[] pushers, byte[] after) {

    private static final int BESIDES = 200;

    static int weigh(RoomState room, StateJson json) {
      return BESIDES + json.before.length + json.pushers.length + json.after.length;
    }
  }

  private StateJson of(RoomState room) {
    Duration atMost = settings.policyOf(room.terms().type()).addressValidity();
    Optional<Instant> end = Optional.of(addresses.playEnd(clock.instant(), atMost));
    StateJson old = kept.getIfPresent(room);
    if (old != null && old.end().equals(end)) {
      return old;
    }
    StateJson anew = written(room, end);
    kept.put(room, anew);
    return anew;
  }

  private StateJson written(RoomState room, Optional<Instant> end) {
    return new StateJson(
        end,
        JsonWriter.part(json -> before(json, room, end)),
        JsonWriter.part(json -> pushers(json, room, end)),
        JsonWriter.part(json -> after(json, room)));
  }

  /**
   * The fields of one room, into the object that is being written. For who may not watch it all
   * addresses are empty; that is rare, and not kept.
   */
  void write(JsonGenerator json, RoomView view) throws IOException {
    RoomState room = view.room();
    StateJson fields = view.playable() ? of(room) : written(room, Optional.empty());
    json.writeStringField("roomID", room.terms().roomId());
    JsonWriter.add(json, fields.before());
    JsonWriter.add(json, fields.pushers());
    JsonWriter.add(json, fields.after());
  }

  private void before(JsonGenerator json, RoomState room, Optional<Instant> end)
      throws IOException {
    json.writeStringField("roomInfo", room.terms().info());
    json.writeStringField("roomName", room.terms().info());
    json.writeStringField("roomCreator", room.creator().map(Object::toString).orElse(""));
    json.writeStringField("mixedPlayURL", end.isPresent() ? mixed(room) : "");
  }

  private static void after(JsonGenerator json, RoomState room) throws IOException {
    json.writeStringField("custom", custom(room));
    if (room.terms().type().can(Capability.AUDIENCE)) {
      json.writeNumberField("audienceCount", room.audience().count());
    }
    json.writeNumberField("roomStatusCode", room.statusCode());
  }

  /** A list of rooms. */
  void rooms(JsonGenerator json, List<RoomView> rooms) throws IOException {
    json.writeArrayFieldStart("rooms");
    for (RoomView room : rooms) {
      json.writeStartObject();
      write(json, room);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The members of a room, its creator first; into an object that has a field already. */
  void pushers(JsonGenerator json, RoomState room) throws IOException {
    JsonWriter.add(json, of(room).pushers());
  }

  private void pushers(JsonGenerator json, RoomState room, Optional<Instant> end)
      throws IOException {
    json.writeArrayFieldStart("pushers");
    for (Member member : room.creatorFirst()) {
      json.writeStartObject();
      json.writeStringField("userID", member.userId().value());
      json.writeStringField("userName", member.nickname());
      json.writeStringField("userAvatar", member.avatar());
      json.writeStringField("accelerateURL", accelerated(member, end));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void audiences(JsonGenerator json, RoomState room) throws IOException {
    json.writeArrayFieldStart("audiences");
    for (Viewer viewer : room.audience().newestFirst()) {
      json.writeStartObject();
      json.writeStringField("userID", viewer.userId().value());
      json.writeStringField("userInfo", viewer.info());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("audienceCount", room.audience().count());
  }

  /**
   * The custom info by itself.
   *
   * @param asObject whether the client is of the newer generation, which reads {@code custom} as an
   *     object
   */
  static void customInfo(JsonGenerator json, RoomState room, boolean asObject) throws IOException {
    if (asObject) {
      json.writeObjectFieldStart("custom");
      fields(json, room.customInfo());
      json.writeEndObject();
    } else {
      json.writeStringField("custom", custom(room));
    }
    json.writeStringField("customInfo", custom(room));
  }

  private static String custom(RoomState room) {
    return room.customInfo().isEmpty()
        ? "{}"
        : JsonWriter.text(json -> fields(json, room.customInfo()));
  }

  private static void fields(JsonGenerator json, Map<String, FieldValue> fields)
      throws IOException {
    for (Map.Entry<String, FieldValue> field : fields.entrySet()) {
      if (field.getValue() instanceof FieldValue.Counter counter) {
        json.writeNumberField(field.getKey(), counter.value());
      } else if (field.getValue() instanceof FieldValue.Text text) {
        json.writeStringField(field.getKey(), text.value());
      }
    }
  }

  private String mixed(RoomState room) {
    return room.creatorInside()
        .flatMap(Member::stream)
        .map(addresses::mixed)
        .map(PlayUrl::value)
        .orElse("");
  }

  private String accelerated(Member member, Optional<Instant> end) {
    return end.flatMap(until -> member.stream().map(s -> addresses.accelerated(s, until)))
        .map(PlayUrl::value)
        .orElse("");
  }
}
