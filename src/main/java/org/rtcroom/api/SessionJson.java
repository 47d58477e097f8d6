package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.room.RoomState;

/** Sessions in answers. */
final class SessionJson {

  private SessionJson() {}

  /** Where the session's chain ends now: with it a back end can show later what was recorded. */
  static JsonObject receipt(SessionSummary session) {
    return AnswerJson.object()
        .add("sessionId", session.sessionId())
        .add("family", session.family())
        .add("roomID", session.roomId())
        .add("seq", session.lines() - 1)
        .add("hash", session.headHash())
        .build();
  }

  /** A session for those who may know who was in it. */
  static JsonObject named(SessionSummary session) {
    return unnamed(session).add("creator", AnswerJson.text(session.creator())).build();
  }

  /** A session for those who may not. */
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

  /** A session with its room as it is now, or was at the end. */
  static JsonObject whole(SessionSummary session, RoomState room) {
    return unnamed(session)
        .add("creator", AnswerJson.text(session.creator()))
        .add("phase", room.phase().name())
        .add("roomInfo", room.terms().info())
        .add("members", RoomStateJson.members(room))
        .build();
  }
}
