package org.rtcroom.room;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One session in the memory of this node.
 *
 * <p>Life: a room is begun with its first events, carries out commands, and ends with the event
 * {@link RoomEvent.Closed}. Readers look at {@link #state()}, an immutable snapshot, and never
 * wait. Writers queue; whoever gets the lock carries out everything queued in one transaction:
 * decide, record, apply, tell. A command that fails before <em>apply</em> leaves the room as it
 * was.
 *
 * <p>When a commit gives no answer the room is <em>doubtful</em>: before anything else it is read
 * back from the journal.
 */
final class Room {

  /** How often a batch is decided again because somebody else was faster. */
  private static final int RACES = 5;

  /** A snapshot line every so many lines. */
  static final long SNAPSHOT_EVERY = 1_000;

  private final Journal journal;
  private final Clock clock;
  private final Listener listener;
  private final Turns turns;
  final Heartbeats heartbeats;
  final Handed handed = new Handed();

  /** Done once the room is open for clients, or failed when its opening failed. */
  final CompletableFuture<RoomState> opened = new CompletableFuture<>();

  private volatile RoomState state;
  private volatile @Nullable Position position;
  private volatile boolean doubtful;

  /** Who follows what becomes of rooms in memory. Called under the room's lock: must not wait. */
  interface Listener {
    /** The room was published in a new state, after the recording that asks for these tellings. */
    void published(Room room, RoomState before, Set<Telling> tellings);

    /** The journal knows no such session: the room never was. */
    void vanished(Room room);

    /** The session cannot be read any more, though it is open in the journal. */
    void broken(Room room, Journal.Broken why);
  }

  Room(RoomState unopened, Heartbeats heartbeats, Journal journal, Clock clock, Listener listener) {
    this.state = unopened;
    this.heartbeats = heartbeats;
    this.journal = journal;
    this.clock = clock;
    this.listener = listener;
    this.turns = new Turns(unopened.key().toString(), this::carryOutTogether);
  }

  /** The last published state. Never waits, may be doubtful. */
  RoomState state() {
    return state;
  }

  boolean doubtful() {
    return doubtful;
  }

  /** Commands that nobody carries out yet; costs their number. */
  int waiting() {
    return turns.waiting();
  }

  SessionId sessionId() {
    return state.sessionId();
  }

  Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /**
   * Takes over what the journal holds, at a start: every member counts as heard now. Nobody works
   * any more on a room that was still opening.
   */
  void restore(Recorded recorded) {
    turns.alone(
        () -> {
          publish(recorded.state(), recorded.position(), Set.of());
          heartbeats.renewAll(now());
        });
    if (state.open()) {
      opened.complete(state);
    } else {
      opened.completeExceptionally(
          new RoomException(Problem.TRY_AGAIN, state.key() + " was never opened"));
    }
  }

  /**
   * Carries out a command, together with others that wait for this room.
   *
   * @return the room right after the command's own events, and where the chain ended once they and
   *     what was recorded together with them stood in it
   * @throws RoomException if the rules refuse it, or {@link Problem#TRY_AGAIN} if the room is busy
   *     or the journal did not record it
   */
  Recorded carryOut(Decision decision, Actor actor) {
    try {
      return begin(decision, actor);
    } catch (Journal.Claimed e) {
      throw new RoomException(Problem.TRY_AGAIN, state.key() + " could not be opened", e);
    }
  }

  /**
   * As {@link #carryOut}, for the command that begins the session.
   *
   * @throws Journal.Claimed if another session holds the id or the group
   */
  Recorded begin(Decision decision, Actor actor) {
    return turns.carryOut(decision, actor);
  }

  /**
   * Reads a doubtful room back, if nobody else does; afterwards its state is the recorded one, or
   * the listener knows that there is no such room to serve.
   */
  void settle() {
    if (!doubtful) {
      return;
    }
    turns.alone(
        () -> {
          if (doubtful) {
            readBack();
          }
        });
  }

  private void carryOutTogether(List<Pending> batch) {
    RuntimeException failure =
        new RoomException(Problem.TRY_AGAIN, state.key() + ": ended unexpectedly");
    try {
      recordBatch(batch);
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      for (Pending pending : batch) {
        pending.failUnlessDone(failure);
      }
    }
  }

  private void recordBatch(List<Pending> batch) {
    for (int race = 0; race < RACES; race++) {
      if (doubtful && !readBack()) {
        throw new RoomException(Problem.TRY_AGAIN, state.key() + ": cannot be served");
      }
      Instant now = now();
      Batch decided =
          Batch.decide(
              batch,
              state,
              position,
              now,
              (userId, lasting) -> heartbeats.silences(userId, now, lasting));
      try {
        if (!decided.changesNothing()) {
          apply(decided, journal.record(decided.change()));
        }
        decided.answer(position());
        return;
      } catch (Journal.Overtaken e) {
        doubtful = true;
      } catch (Journal.Claimed e) {
        throw e;
      } catch (Journal.NotRecorded e) {
        throw new RoomException(Problem.TRY_AGAIN, state.key() + ": not recorded", e);
      } catch (RuntimeException | Error e) {
        doubtful = true;
        throw new RoomException(Problem.TRY_AGAIN, state.key() + ": outcome unknown", e);
      }
    }
    throw new RoomException(Problem.TRY_AGAIN, state.key() + ": lost " + RACES + " races");
  }

  /** Cannot fail; should it all the same, memory and journal differ, and the journal wins. */
  private void apply(Batch decided, Position last) {
    boolean applied = false;
    try {
      decided.departed().forEach(heartbeats::forget);
      publish(decided.after(), last, decided.change().tellings());
      applied = true;
    } finally {
      doubtful = !applied;
    }
  }

  /** Whether there is a session to serve; if not, the listener has been told. */
  private boolean readBack() {
    Optional<Recorded> recorded;
    try {
      recorded = journal.load(state.sessionId());
    } catch (Journal.NotRecorded e) {
      throw new RoomException(Problem.TRY_AGAIN, state.key() + ": cannot be read back", e);
    } catch (Journal.Broken e) {
      listener.broken(this, e);
      return false;
    }
    if (recorded.isEmpty()) {
      listener.vanished(this);
      return false;
    }
    publish(recorded.get().state(), recorded.get().position(), EnumSet.allOf(Telling.class));
    doubtful = false;
    return true;
  }

  private void publish(RoomState after, Position last, Set<Telling> tellings) {
    RoomState before = state;
    position = last;
    state = after;
    heartbeats.follow(after, last.at());
    listener.published(this, before, tellings);
  }

  /** Now, but never before the last line. */
  private Instant now() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    Position last = position;
    return last != null && now.isBefore(last.at()) ? last.at() : now;
  }
}
