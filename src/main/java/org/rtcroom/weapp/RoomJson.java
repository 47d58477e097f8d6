package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.Capability;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.Member;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Viewer;
import org.rtcroom.stream.PlayUrl;
import org.rtcroom.stream.StreamAddresses;
import org.rtcroom.weapp.JsonWriter.Part;

/**
 * Writes rooms the way installed clients read them. What was written of a state of a room is kept
 * for the next who asks, until the play addresses in it have to be written anew. No field is ever
 * null; {@code custom} is a text that holds JSON, and a room never has {@code audiences}: old
 * clients would fail to read the whole list. Push URLs appear nowhere.
 */
@Unproxied
class RoomJson {

  /** Bytes that are kept of what was written: enough for some 100,000 rooms of one member. */
  private static final long MOST_KEPT = 96 << 20;

  @Inject StreamAddresses addresses;
  @Inject Clock clock;

  /** By identity: a state never changes. To wake another thread for its upkeep costs more. */
  private final Cache<RoomState, Written> written =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(MOST_KEPT)
          .weigher(Written::weigh)
          .executor(Runnable::run)
          .build();

  /**
   * What was written of a state.
   *
   * @param issued the time of the play addresses in it
   */
  private record Written(Instant issued, Part before, Part pushers, Part after) {

    private static final int BESIDES = 200;

    static int weigh(RoomState room, Written written) {
      return BESIDES + written.before.length() + written.pushers.length() + written.after.length();
    }
  }

  private Written written(RoomState room) {
    Instant issue = addresses.playIssue(clock.instant());
    Written kept = written.getIfPresent(room);
    if (kept != null && kept.issued().equals(issue)) {
      return kept;
    }
    Written anew =
        new Written(
            issue,
            JsonWriter.part(json -> before(json, room)),
            JsonWriter.part(json -> pushers(json, room, issue)),
            JsonWriter.part(json -> after(json, room)));
    written.put(room, anew);
    return anew;
  }

  /** The fields of one room, into the object that is being written. */
  void write(JsonWriter json, RoomState room) {
    Written fields = written(room);
    json.write("roomID", room.terms().roomId());
    json.add(fields.before()).add(fields.pushers()).add(fields.after());
  }

  private void before(JsonWriter json, RoomState room) {
    json.write("roomInfo", room.terms().info());
    json.write("roomName", room.terms().info());
    json.write("roomCreator", room.creator().map(Object::toString).orElse(""));
    json.write("mixedPlayURL", mixed(room));
  }

  private static void after(JsonWriter json, RoomState room) {
    json.write("custom", custom(room));
    if (room.terms().type().can(Capability.AUDIENCE)) {
      json.write("audienceCount", room.audience().count());
    }
    json.write("roomStatusCode", room.statusCode());
  }

  /** A list of rooms. */
  void rooms(JsonWriter json, List<RoomState> rooms) {
    json.writeStartArray("rooms");
    for (RoomState room : rooms) {
      json.writeStartObject();
      write(json, room);
      json.writeEnd();
    }
    json.writeEnd();
  }

  /** Who publishes in a room, its creator first; into an object that has a field already. */
  void pushers(JsonWriter json, RoomState room) {
    json.add(written(room).pushers());
  }

  private void pushers(JsonWriter json, RoomState room, Instant now) {
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

  void audiences(JsonWriter json, RoomState room) {
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
  static void customInfo(JsonWriter json, RoomState room, boolean asObject) {
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
        : JsonWriter.text(json -> fields(json, room.customInfo()));
  }

  private static void fields(JsonWriter json, Map<String, FieldValue> fields) {
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
