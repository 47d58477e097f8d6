package org.rtcroom.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Position;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Terms;

/** Folds the lines of a session into the room they tell of. */
public final class Replay {

  private Replay() {}

  /**
   * The room after all lines, and where the chain ends. Of a session that is open nothing may be
   * erased, so every personal part must be there.
   */
  static RecordedSession of(SessionId sessionId, Chain chain) {
    Line last = chain.last();
    RoomState state =
        at(sessionId, chain, last.at(), Set.of())
            .orElseThrow(() -> new BrokenChain("session " + sessionId + " has no lines"));
    return new RecordedSession(state, new Position(last.seq(), last.hashHex(), last.at()));
  }

  /**
   * The room as it was at that moment; empty if it was not yet. A user who was erased, as lines of
   * the chain say, is {@link ErasedPart#NOBODY} in it.
   *
   * @param genuine whether an act has its signature; one that has none permits nothing
   */
  public static Optional<RoomState> at(
      SessionId sessionId, Chain chain, Instant moment, Predicate<Line> genuine) {
    return at(sessionId, chain, moment, ErasedPart.permitted(chain.lines(), genuine));
  }

  private static Optional<RoomState> at(
      SessionId sessionId, Chain chain, Instant moment, Set<Long> mayBeErased) {
    RoomState state = null;
    for (Line line : chain.lines()) {
      if (line.at().isAfter(moment)) {
        break;
      }
      boolean erased = chain.erased(line) && mayBeErased.contains(line.seq());
      RoomEvent event =
          LineFormat.event(line, erased ? ErasedPart.BYTES : chain.personalPart(line));
      if (state == null) {
        RoomState unopened = RoomState.unopened(sessionId, terms(line, event), line.at());
        state = event.applyTo(unopened, line.at());
      } else if (!(erased && setsWhatIsGone(event))) {
        state = event.applyTo(state, line.at());
      }
    }
    return Optional.ofNullable(state);
  }

  /** What such an event would set is not known any more: better as it was than empty. */
  private static boolean setsWhatIsGone(RoomEvent event) {
    return event instanceof RoomEvent.Snapshot
        || event instanceof RoomEvent.FieldSet
        || event instanceof RoomEvent.StatusChanged;
  }

  private static Terms terms(Line line, RoomEvent event) {
    if (event instanceof RoomEvent.OfTerms beginning) {
      return beginning.terms();
    }
    throw new BrokenChain(line + ": a session does not begin so");
  }
}
