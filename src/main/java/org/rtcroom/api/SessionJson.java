package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.room.RoomState;

/** Sessions in answers. */
final class SessionJson {

  private SessionJson() {}

  /** A session for those who may know who was in it. */
  static JsonObject named(SessionSummary session) {
    return unnamed(session).add("creator", Values.text(session.creator())).build();
  }

  /** A session for those who may not. */
  static JsonObjectBuilder unnamed(SessionSummary session) {
    return Values.object()
        .add("sessionId", session.sessionId())
        .add("family", session.family())
        .add("roomID", session.roomId())
        .add("state", session.closed().isPresent() ? "closed" : "open")
        .add("opened", Values.time(session.opened()))
        .add("activated", Values.time(session.activated()))
        .add("closed", Values.time(session.closed()))
        .add("reason", Values.text(session.reason()))
        .add("events", session.lines())
        .add("headHash", session.headHash());
  }

  /** A session with its room as it is now, or was at the end. */
  static JsonObject whole(SessionSummary session, RoomState room) {
    return unnamed(session)
        .add("creator", Values.text(session.creator()))
        .add("phase", room.phase().name())
        .add("roomInfo", room.terms().info())
        .add("members", RoomStateJson.members(room))
        .build();
  }
}
