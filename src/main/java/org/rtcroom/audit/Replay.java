package org.rtcroom.audit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Position;
import org.rtcroom.room.Recorded;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.SessionId;
import org.rtcroom.room.Terms;

/** Folds the lines of a session into the room they tell of. */
final class Replay {

  private Replay() {}

  /** The room after all lines, and where the chain ends. */
  static Recorded of(SessionId sessionId, Chain chain) {
    Line last = chain.last();
    RoomState state =
        at(sessionId, chain, last.at())
            .orElseThrow(() -> new Journal.Broken("session " + sessionId + " has no lines"));
    return new Recorded(state, new Position(last.seq(), last.hashHex(), last.at()));
  }

  /** The room as it was at that moment; empty if it was not yet. */
  static Optional<RoomState> at(SessionId sessionId, Chain chain, Instant moment) {
    RoomState state = null;
    for (Line line : chain.lines()) {
      if (line.at().isAfter(moment)) {
        break;
      }
      RoomEvent event = LineFormat.event(line, chain.personalPart(line));
      RoomState before = state == null ? first(sessionId, line, event) : state;
      state = event.applyTo(before, line.at());
    }
    return Optional.ofNullable(state);
  }

  private static RoomState first(SessionId sessionId, Line line, RoomEvent event) {
    return RoomState.unopened(sessionId, terms(line, event), line.at());
  }

  private static Terms terms(Line line, @Nullable RoomEvent event) {
    if (event instanceof RoomEvent.Opening opening) {
      return opening.terms();
    }
    if (event instanceof RoomEvent.Opened opened) {
      return opened.terms();
    }
    if (event instanceof RoomEvent.Snapshot snapshot) {
      return snapshot.state().terms();
    }
    throw new Journal.Broken(line + ": a session does not begin so");
  }
}
