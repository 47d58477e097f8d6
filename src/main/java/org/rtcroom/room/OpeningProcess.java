package org.rtcroom.room;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.MonotonicClock;

/**
 * Opens one room after its terms are set. A room with an IM group of ours takes two steps: {@link
 * RoomEvent.Opening} claims the ids while no client sees the room, and once the group exists {@link
 * RoomEvent.Opened} follows, else {@link RoomEvent.Closed}. While the IM cloud is asked, no lock,
 * transaction or request thread waits.
 *
 * <pre>{@code
 *               no group of ours: Opened is recorded
 * id claimed -----------------------------------------> open
 * in memory                                              ^
 *   |   |  Opening is          CREATED: Opened           |
 *   |   |  recorded            is recorded               |
 *   |   +-----------> opening ---------------------------+
 *   |                    |
 *   |                    |     else: Closed is recorded, by the sweep at the latest
 *   |                    +------------------------------> closed
 *   |
 *   |  ids taken, not recorded, or the old group not destroyed in time
 *   +---------------------------------------------------> given up: the id is free
 * }</pre>
 */
@ApplicationScoped
class OpeningProcess {

  /** Rooms whose end of opening is recorded at the same time; they share transactions. */
  private static final int THREADS = 16;

  @Inject RoomDirectory directory;
  @Inject GroupChat groups;
  @Inject Outbox outbox;
  @Inject MonotonicClock stopwatch;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  /**
   * Threads of its own: a server's executor saves and restores a context for every task. They begin
   * with the application, whose context so is theirs.
   */
  private @Nullable ExecutorService threads;

  @PostConstruct
  void start() {
    ThreadFactory factory = managedThreads;
    if (factory != null) {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              THREADS, THREADS, 0, SECONDS, new LinkedBlockingQueue<>(), factory);
      pool.prestartAllCoreThreads();
      threads = pool;
    }
  }

  @PreDestroy
  void stop() {
    ExecutorService running = threads;
    if (running != null) {
      running.shutdown();
    }
  }

  /**
   * Opens a room.
   *
   * @param next the events that follow the opening at once, in the same transaction
   * @return the open room; fails with {@link RoomException}: {@link Problem#ROOM_ID_IN_USE}, {@link
   *     Problem#GROUP_FAILED}, {@link Problem#TRY_AGAIN}
   */
  CompletionStage<RecordedSession> open(Terms terms, List<? extends RoomEvent> next, Actor actor) {
    Room room = directory.newRoom(terms);
    if (!directory.claim(room)) {
      throw inUse(terms);
    }
    if (terms.group() == GroupOwner.SERVER) {
      return new GroupFirst(room, next, actor, stopwatch.nanos()).open();
    }
    return CompletableFuture.completedFuture(openAtOnce(room, next, actor));
  }

  private RecordedSession openAtOnce(Room room, List<? extends RoomEvent> next, Actor actor) {
    try {
      RecordedSession recorded = room.begin(before -> opened(before.terms(), next), actor);
      room.opened.complete(recorded.state());
      return recorded;
    } catch (RuntimeException e) {
      throw gaveUp(room, e instanceof Journal.ClaimConflict ? inUse(room.state().terms()) : e);
    }
  }

  private static List<RoomEvent> opened(Terms terms, List<? extends RoomEvent> next) {
    List<RoomEvent> events = new ArrayList<>(1 + next.size());
    events.add(new RoomEvent.Opened(terms));
    events.addAll(next);
    return events;
  }

  /** A room whose beginning was not recorded leaves the directory; a doubtful one is read back. */
  private <E extends RuntimeException> E gaveUp(Room room, E problem) {
    if (!room.doubtful()) {
      directory.release(room);
    }
    room.opened.completeExceptionally(problem);
    return problem;
  }

  /** Outside a server the thread that learns of the group goes on. */
  private Executor executor() {
    ExecutorService running = threads;
    return running == null ? Runnable::run : running;
  }

  private static RoomException inUse(Terms terms) {
    return new RoomException(Problem.ROOM_ID_IN_USE, terms.key().toString());
  }

  private static RoomException groupFailed(Terms terms) {
    return new RoomException(Problem.GROUP_FAILED, terms.key().toString());
  }

  /** The opening of one room whose group comes first. */
  private final class GroupFirst {
    private final Room room;
    private final Terms terms;
    private final List<? extends RoomEvent> next;
    private final Actor actor;
    private final long startedNanos;

    GroupFirst(Room room, List<? extends RoomEvent> next, Actor actor, long startedNanos) {
      this.room = room;
      this.terms = room.state().terms();
      this.next = next;
      this.actor = actor;
      this.startedNanos = startedNanos;
    }

    CompletionStage<RecordedSession> open() {
      return claimIds()
          .thenCompose(claimed -> createGroup())
          .thenApplyAsync(this::conclude, executor())
          .whenComplete(this::answerWaitingCallers);
    }

    private CompletionStage<GroupChat.GroupOutcome> createGroup() {
      return groups
          .create(terms.roomId(), remaining())
          .exceptionally(failure -> GroupChat.GroupOutcome.UNKNOWN);
    }

    /** Records the claim; if only the destroying of an old group is in the way, waits for that. */
    private CompletionStage<Void> claimIds() {
      try {
        room.begin(before -> List.of(new RoomEvent.Opening(terms)), actor);
        return CompletableFuture.completedFuture(null);
      } catch (Journal.ClaimConflict e) {
        if (!e.groupPending()) {
          throw gaveUp(room, inUse(terms));
        }
        return outbox
            .settle(e.holder(), remaining())
            .exceptionally(failure -> false)
            .thenComposeAsync(this::claimIdsAgain, executor());
      } catch (RuntimeException e) {
        throw gaveUp(room, e);
      }
    }

    private CompletionStage<Void> claimIdsAgain(boolean settled) {
      if (!settled || remaining().isZero()) {
        throw gaveUp(room, groupFailed(terms));
      }
      return claimIds();
    }

    private RecordedSession conclude(GroupChat.GroupOutcome outcome) {
      return switch (outcome) {
        case CREATED -> openNow();
        case REFUSED -> throw closed(Reason.GROUP_REFUSED);
        case UNKNOWN -> throw closed(Reason.GROUP_FAILED);
      };
    }

    /** A group whose room is not recorded has no room: it is to be destroyed. */
    private RecordedSession openNow() {
      try {
        return room.carryOut(whileOpening(opened(terms, next)), actor);
      } catch (RuntimeException e) {
        e.addSuppressed(closed(Reason.GROUP_FAILED));
        throw e;
      }
    }

    /**
     * If the closing is not recorded now, the sweep closes a room that stays in opening too long.
     */
    private RoomException closed(Reason reason) {
      RoomException problem = groupFailed(terms);
      try {
        room.carryOut(whileOpening(List.of(new RoomEvent.Closed(reason))), Actor.SERVICE);
      } catch (RuntimeException e) {
        problem.addSuppressed(e);
      }
      return problem;
    }

    private Decision whileOpening(List<RoomEvent> events) {
      return before -> {
        if (before.phase() != Phase.OPENING) {
          throw new RoomException(Problem.TRY_AGAIN, terms.key() + " is no longer opening");
        }
        return events;
      };
    }

    private void answerWaitingCallers(
        @Nullable RecordedSession recorded, @Nullable Throwable failure) {
      if (recorded != null) {
        room.opened.complete(recorded.state());
      } else if (failure != null) {
        room.opened.completeExceptionally(failure);
      }
    }

    private Duration remaining() {
      Duration used = Duration.ofNanos(stopwatch.nanos() - startedNanos);
      Duration left = groups.limit().minus(used);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }
}
