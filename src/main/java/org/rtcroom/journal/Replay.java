package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Position;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Terms;

/**
 * Folds the lines of a session into the room they tell of, page by page. The first line is that of
 * an opening or a snapshot.
 */
final class Replay {

  private final SessionId sessionId;
  private final LongPredicate mayBeErased;
  private @Nullable RoomState state;
  private @Nullable Line last;

  /**
   * No line is told yet.
   *
   * @param mayBeErased whether the personal part of a line may be gone. A user who was erased is
   *     {@link ErasedPart#NOBODY} in the room
   */
  Replay(SessionId sessionId, LongPredicate mayBeErased) {
    this.sessionId = sessionId;
    this.mayBeErased = mayBeErased;
  }

  /**
   * The session after all lines, and where the chain ends. Of a session that is open nothing may be
   * erased, so every personal part must be there.
   *
   * @throws BrokenChain if a line cannot be read, or there is none
   */
  static RecordedSession of(SessionId sessionId, Chain chain) {
    return new Replay(sessionId, line -> false).add(chain).recorded();
  }

  /**
   * As {@link #of}, from the last snapshot on, verified up to the head.
   *
   * @throws BrokenChain as {@link #of} does, or if the chain does not verify
   */
  static RecordedSession ofEnd(EntityManager entities, SessionHead head) {
    String name = head.sessionId().value();
    Replay replay = new Replay(head.sessionId(), line -> false);
    ChainPages pages = new ChainPages(entities, name, head.snapshotSeq(), head.lastSeq());
    for (Optional<Chain> page = pages.next(); page.isPresent(); page = pages.next()) {
      replay.add(page.get());
      if (page.get().last().seq() == head.lastSeq()) {
        page.get().endingAt(head.lastSeq(), head.lastHash());
      }
    }
    return replay.recorded();
  }

  /** Applies lines that follow those of before. */
  Replay add(Chain lines) {
    for (Line line : lines.lines()) {
      add(lines, line);
    }
    return this;
  }

  /** Applies one line of a chain. */
  void add(Chain lines, Line line) {
    boolean erased = lines.erased(line) && mayBeErased.test(line.seq());
    RoomEvent event = LineFormat.event(line, erased ? ErasedPart.BYTES : lines.personalPart(line));
    if (state == null) {
      RoomState unopened = RoomState.unopened(sessionId, terms(line, event), line.at());
      state = event.applyTo(unopened, line.at());
    } else if (!(erased && setsWhatIsGone(event))) {
      state = event.applyTo(state, line.at());
    }
    last = line;
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

  /** The room after the lines so far; empty before the first. */
  Optional<RoomState> room() {
    return Optional.ofNullable(state);
  }

  private RecordedSession recorded() {
    if (state == null || last == null) {
      throw new BrokenChain("session " + sessionId + " has no lines");
    }
    return new RecordedSession(state, new Position(last.seq(), last.hashHex(), last.at()));
  }
}
