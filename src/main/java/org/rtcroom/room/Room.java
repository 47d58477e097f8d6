package org.rtcroom.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.GroupCommit;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.WaitingCommand;

/**
 * One session in the memory of this node; its life is drawn at {@link Phase}. Readers look at
 * {@link #state()}, an immutable snapshot, and never wait. Writers wait for the room's turn, in
 * which all waiting commands are carried out as one change: decide, record, apply, tell. A command
 * that fails before <em>apply</em> leaves the room as it was.
 *
 * <p>When a commit gives no answer, or another node went on with the session, the room is
 * <em>doubtful</em>: before anything else it is read back from the journal.
 */
final class Room {

  /** How often a batch is decided again because another node was faster. */
  private static final int RACES = 5;

  /** Deciding costs by the command, so a batch waits for no company. */
  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(1_000, Duration.ZERO);

  private static final long OPENING_MILLIS = 2_000;

  private final Journal journal;
  private final Clock clock;
  private final RoomDirectory directory;

  /** The room's turn: one batch of this room at a time; each room has its own. */
  private final GroupCommit<Command, RecordedSession> roomTurn;

  /**
   * When the session was opened, as far as this node's clock can tell: never before the node knew
   * of it.
   */
  final Instant knownSince;

  private volatile Instant vacantSince;

  final Heartbeats heartbeats;
  final WatchedStreams watched = new WatchedStreams();

  /** Done once the room is open for clients, or failed when its opening failed. */
  final CompletableFuture<RoomState> opened = new CompletableFuture<>();

  private volatile RoomState state;
  private volatile @Nullable Position position;
  private volatile boolean unsure;

  /** The highest line this room is told of; −1 before the first. */
  private final AtomicLong toldSeq = new AtomicLong(-1);

  Room(RoomState unopened, Heartbeats heartbeats, RoomDirectory directory) {
    this.state = unopened;
    this.heartbeats = heartbeats;
    this.directory = directory;
    this.journal = directory.journal;
    this.clock = directory.clock;
    this.knownSince = clockTime();
    this.vacantSince = knownSince;
    this.roomTurn =
        new GroupCommit<>(
            LIMITS,
            this::recordInRoomTurn,
            what -> new RoomException(Problem.TRY_AGAIN, unopened.key() + ": " + what));
  }

  /** Since when nobody is inside, by this node's clock; of use while that is so. */
  Instant desertedSince() {
    return state.phase() == Phase.VACANT ? vacantSince : knownSince;
  }

  /** The last published state. Never waits, may be doubtful. */
  RoomState state() {
    return state;
  }

  boolean doubtful() {
    return unsure || behind();
  }

  /** Whether lines are recorded that this room has not read. */
  boolean behind() {
    Position last = position;
    return toldSeq.get() > (last == null ? -1 : last.seq());
  }

  /** Lines up to that one are recorded, by any node. Never waits. */
  void told(long seq) {
    toldSeq.accumulateAndGet(seq, Math::max);
  }

  /** The state of this room may be wrong. Never waits. */
  void doubt() {
    unsure = true;
  }

  /** Waits until the room is open or its opening has failed, for 2 s at most. */
  void awaitOpening() {
    try {
      opened.handle((room, failure) -> true).get(OPENING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new RoomException(Problem.TRY_AGAIN, state.key() + " is still being opened", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RoomException(Problem.TRY_AGAIN, state.key() + " is still being opened", e);
    }
  }

  /** Commands that no batch has taken yet; costs their number. */
  int waiting() {
    return roomTurn.waiting();
  }

  SessionId sessionId() {
    return state.sessionId();
  }

  Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /**
   * Takes over the recorded session: every member counts as heard now.
   *
   * @param alone whether there is no other node that could be opening the room
   */
  void restore(RecordedSession recorded, boolean alone) {
    roomTurn.alone(
        () -> {
          heartbeats.restore(recorded.state(), clockTime());
          publish(recorded.state(), recorded.position(), Set.of());
        });
    concludeOpening(alone);
  }

  private void concludeOpening(boolean over) {
    if (state.open()) {
      opened.complete(state);
    } else if (over) {
      opened.completeExceptionally(
          new RoomException(Problem.TRY_AGAIN, state.key() + " was never opened"));
    }
  }

  /**
   * Carries out a command, together with others that wait for this room.
   *
   * @return the room right after the command's own events, and where the chain ends after the whole
   *     batch
   * @throws RoomException if the rules refuse it, or {@link Problem#TRY_AGAIN} if the room is busy
   *     or the journal did not record it
   */
  RecordedSession carryOut(Decision decision, Actor actor) {
    try {
      return begin(decision, actor);
    } catch (Journal.ClaimConflict e) {
      throw new RoomException(Problem.TRY_AGAIN, state.key() + " could not be opened", e);
    }
  }

  /**
   * As {@link #carryOut}, for the command that begins the session: it throws {@link
   * Journal.ClaimConflict} if another session holds the id or the group.
   */
  RecordedSession begin(Decision decision, Actor actor) {
    ServedRequest.note(sessionId());
    return roomTurn.carryOut(new Command(decision, actor));
  }

  /**
   * Reads a doubtful room back, if no other thread does; afterwards its state is the recorded one,
   * or the directory knows that there is no such room to serve.
   */
  void settle() {
    if (!doubtful()) {
      return;
    }
    ServedRequest.note(sessionId());
    roomTurn.alone(
        () -> {
          if (doubtful()) {
            readBack();
          }
        });
    concludeOpening(state.phase() == Phase.CLOSED); // another node may have opened it, or given up
  }

  /**
   * Decides, records and applies a batch. The journal has the change wait for the database's turn,
   * which changes of all rooms share; this room's turn is held meanwhile.
   */
  private void recordInRoomTurn(List<WaitingCommand<Command, RecordedSession>> batch) {
    Set<UserId> heardElsewhere = new HashSet<>();
    for (int race = 0; race < RACES; race++) {
      if (doubtful() && !readBack()) {
        throw new RoomException(Problem.TRY_AGAIN, state.key() + ": cannot be served");
      }
      Batch decided =
          new Batch(
                  state,
                  position,
                  clockTime(),
                  (userId, lasting) -> heartbeats.silences(userId, clockTime(), lasting),
                  heardElsewhere)
              .decide(batch);
      try {
        if (!decided.changesNothing()) {
          apply(decided, journal.record(decided.change()));
        }
        decided.answer(position());
        return;
      } catch (Journal.LostRace e) {
        unsure = true;
      } catch (Journal.StaleEviction e) {
        heardElsewhere.addAll(e.members());
      } catch (Journal.ClaimConflict e) {
        throw e;
      } catch (Journal.NotRecorded e) {
        throw new RoomException(Problem.TRY_AGAIN, state.key() + ": not recorded", e);
      } catch (RuntimeException | Error e) {
        unsure = true;
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
      unsure = !applied;
    }
  }

  /** Whether there is a session to serve; if not, the directory has been told. */
  private boolean readBack() {
    long told = toldSeq.get();
    Optional<RecordedSession> recorded;
    try {
      recorded = journal.load(state.sessionId());
    } catch (Journal.NotRecorded e) {
      throw new RoomException(Problem.TRY_AGAIN, state.key() + ": cannot be read back", e);
    } catch (BrokenChain e) {
      directory.broken(this, e);
      return false;
    }
    if (recorded.isEmpty()) {
      directory.vanished(this);
      return false;
    }
    Set<Notification> tellings = unsure ? EnumSet.allOf(Notification.class) : Set.of();
    publish(recorded.get().state(), recorded.get().position(), tellings);
    unsure = false;
    if (behind()) {
      toldSeq.compareAndSet(told, recorded.get().position().seq());
    }
    return true;
  }

  /** The position comes last: a reader that sees it sees all the rest. */
  private void publish(RoomState after, Position last, Set<Notification> tellings) {
    RoomState before = state;
    vacantSince = after.vacatedAt().equals(before.vacatedAt()) ? vacantSince : clockTime();
    state = after;
    heartbeats.follow(after, clockTime());
    directory.published(this, before, tellings);
    position = last;
  }

  /** By this node's clock, as all that is known of heartbeats; lines may be by another's. */
  private Instant clockTime() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
