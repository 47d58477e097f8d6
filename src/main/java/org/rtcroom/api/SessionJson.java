package org.rtcroom.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.Member;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Terms;
import org.rtcroom.room.Viewer;
import org.rtcroom.stream.StreamName;

/** Sessions and their rooms in answers. Never with a signed address. */
final class SessionJson {

  private SessionJson() {}

  /** The end of the session's chain now: with it a back end can prove later what was recorded. */
  static JsonObjectBuilder receipt(SessionSummary session) {
    return AnswerJson.object()
        .add("sessionId", session.sessionId())
        .add("family", session.family())
        .add("roomID", session.roomId())
        .add("seq", session.lines() - 1)
        .add("hash", session.headHash());
  }

  /** A session for callers who may not learn its users. */
  static JsonObjectBuilder unnamed(SessionSummary session) {
    return AnswerJson.object()
        .add("sessionId", session.sessionId())
        .add("family", session.family())
        .add("roomID", session.roomId())
        .add("state", session.closed().isPresent() ? "closed" : "open")
        .add("opened", AnswerJson.time(session.opened()))
        .add("activated", AnswerJson.time(session.activated()))
        .add("closed", AnswerJson.time(session.closed()))
        .add("reason", AnswerJson.text(session.reason()))
        .add("events", session.lines())
        .add("headHash", session.headHash());
  }

  /** A session for callers who may learn its users. */
  static JsonObjectBuilder named(SessionSummary session) {
    return unnamed(session).add("creator", AnswerJson.text(session.creator()));
  }

  /** A session with its room as it is now, or was at the end. */
  static JsonObjectBuilder whole(SessionSummary session, RoomState room) {
    return named(session)
        .add("phase", room.phase().name())
        .add("roomInfo", room.terms().info())
        .add("members", members(room));
  }

  /** The room of a session as it was at a moment. */
  static JsonObjectBuilder at(Instant moment, RoomState room) {
    Terms terms = room.terms();
    return AnswerJson.object()
        .add("sessionId", room.sessionId().value())
        .add("time", AnswerJson.time(moment))
        .add("family", terms.type().family())
        .add("roomID", terms.roomId())
        .add("roomInfo", terms.info())
        .add("category", terms.category())
        .add("heartbeats", terms.heartbeats())
        .add("group", terms.group().name())
        .add("admitted", AnswerJson.orNull(terms.admitted(), SessionJson::users))
        .add("phase", room.phase().name())
        .add("creator", AnswerJson.text(room.creator().map(UserId::value)))
        .add("opened", AnswerJson.time(room.openedAt()))
        .add("activated", AnswerJson.time(room.activatedAt()))
        .add("closed", AnswerJson.time(room.closedAt()))
        .add("reason", AnswerJson.text(room.closedWhy().map(Reason::name)))
        .add("members", members(room))
        .add("kept", users(room.kept()))
        .add("removed", users(room.removed()))
        .add("statusCode", room.statusCode())
        .add("customInfo", customInfo(room.customInfo()))
        .add("audienceCount", room.audience().count())
        .add(
            "audience",
            AnswerJson.array(room.audience().listed().stream().map(SessionJson::viewer)));
  }

  /** The members, in the order clients see them in. */
  private static JsonArray members(RoomState room) {
    return AnswerJson.array(room.creatorFirst().stream().map(SessionJson::member));
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
    return AnswerJson.texts(users.stream().map(UserId::value).sorted());
  }

  private static JsonObject customInfo(Map<String, FieldValue> fields) {
    JsonObjectBuilder json = AnswerJson.object();
    fields.forEach(
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
