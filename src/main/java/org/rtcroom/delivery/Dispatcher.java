package org.rtcroom.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.rtcroom.delivery.DeliveryStore.Remaining;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;

/**
 * Decides which session is delivered for when: a bounded number at once, one delivery at a time per
 * session, so that one stuck session blocks only itself. It may forget a session: its deliveries
 * are in the store, where the next look finds them.
 *
 * <p>Each session it knows has a queue, which is in one of three states:
 *
 * <pre>
 *  wake, settle,                  a permit
 *  deliver          +-------+     is free      +-----------+  nothing left now, and
 *  ---------------> | READY | ---------------> | UNDER WAY | ----------------------> forgotten
 *                   +-------+                  +-----------+  not called meanwhile
 *                     ^   ^   more is left, or    |     |
 *                     |   |   called meanwhile    |     |
 *                     |   +-----------------------+     |
 *        after 100 ms |                                 |  another node delivers it,
 *                     |        +---------+              |  and a caller waits
 *                     +--------| RESTING | <------------+
 *                              +---------+
 * </pre>
 *
 * <p>A session for which a caller waits goes to the front. A permit is held from the claim until
 * the courier is back, or until the end is recorded if a caller waits.
 */
@ApplicationScoped
class Dispatcher {

  /** Sessions remembered here; more are left to the next look. */
  static final int MOST_SESSIONS = 10_000;

  /** Between two looks at a delivery of another node, while a caller waits for it. */
  private static final Duration REST = Duration.ofMillis(100);

  @Inject Deliverer deliverer;
  @Inject DeliveryStore store;
  @Inject DeliverySettings settings;
  @Inject DeliveryThreads threads;
  @Inject MonotonicClock stopwatch;

  /** Guards itself, the queues in it, and the three fields below. */
  private final Map<SessionId, SessionQueue> queues = new HashMap<>();

  private final Deque<SessionQueue> ready = new ArrayDeque<>();
  private int underWay;
  private boolean closed;

  /** The deliveries of one session, which go one after the other. */
  private static final class SessionQueue {

    private final SessionId sessionId;

    /** The callers that wait until nothing is left. */
    private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

    /** Whether it was woken after its delivery began. */
    private boolean again;

    /** The claim that this node has already, and that comes next. */
    private Optional<Claim> ahead = Optional.empty();

    /** When the lease of that began at the earliest, by the monotonic clock. */
    private long aheadSinceNanos;

    /** Whether a call of wake is to come for the claim that is known already. */
    private boolean awaited;

    SessionQueue(SessionId sessionId) {
      this.sessionId = sessionId;
    }

    /** Whether a caller waits that has not been answered yet. */
    boolean urgent() {
      waiting.removeIf(CompletableFuture::isDone);
      return !waiting.isEmpty();
    }
  }

  /** Delivers for a session soon. Never waits, never fails. */
  void wake(SessionId sessionId) {
    synchronized (queues) {
      SessionQueue queue = queue(sessionId);
      queue.again |= !queue.awaited;
      queue.awaited = false;
    }
    startSome();
  }

  /** Whether something could be delivered at once. */
  boolean idle() {
    synchronized (queues) {
      return underWay + ready.size() < settings.atOnce();
    }
  }

  /**
   * Makes a delivery that this node claimed when it was kept, once that is committed. Expects to be
   * woken for it, too, and then does nothing more. Never waits, never fails.
   *
   * @param sinceNanos when the lease began at the earliest, by the monotonic clock
   */
  void deliver(Claim claim, long sinceNanos) {
    synchronized (queues) {
      SessionQueue queue = queue(claim.sessionId());
      queue.ahead = Optional.of(claim);
      queue.aheadSinceNanos = sinceNanos;
      queue.awaited = true;
    }
    startSome();
  }

  /** A new one is ready, or at once forgotten if too many are remembered. */
  private SessionQueue queue(SessionId sessionId) {
    SessionQueue queue = queues.getOrDefault(sessionId, new SessionQueue(sessionId));
    if (queues.size() < MOST_SESSIONS && queues.putIfAbsent(sessionId, queue) == null) {
      ready.addLast(queue);
    }
    return queue;
  }

  /**
   * Delivers all there is for a session, before others and regardless of its back-off.
   *
   * @return whether nothing is left; at the latest after the limit
   */
  CompletionStage<Boolean> settle(SessionId sessionId, Duration limit) {
    CompletableFuture<Boolean> settled =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (queues) {
      boolean created = !queues.containsKey(sessionId);
      SessionQueue queue = queues.computeIfAbsent(sessionId, SessionQueue::new);
      if (created || ready.remove(queue)) {
        ready.addFirst(queue);
      }
      queue.waiting.add(settled);
      queue.again = true;
    }
    startSome();
    return settled.thenApplyAsync(nothingLeft -> nothingLeft, threads::answer);
  }

  /** Wakes the sessions that have something due, also what a crashed node left. */
  void look() {
    store.due(settings.batch()).forEach(this::wake);
  }

  private void startSome() {
    List<Runnable> started = new ArrayList<>();
    synchronized (queues) {
      while (!closed && underWay < settings.atOnce() && !ready.isEmpty()) {
        started.add(start(ready.removeFirst()));
      }
    }
    started.forEach(Runnable::run);
  }

  /**
   * Has the next delivery of a session made. If a caller waits, it keeps its permit to look again
   * at once. A claim that waited for half of its lease might end before the delivery does.
   */
  private Runnable start(SessionQueue queue) {
    boolean urgent = queue.urgent();
    CourierPermit permit = new CourierPermit();
    Runnable carried = urgent ? () -> {} : permit::release;
    Duration waited = Duration.ofNanos(stopwatch.nanos() - queue.aheadSinceNanos);
    Duration limit = settings.lease().minus(waited);
    Optional<Claim> ahead = queue.ahead.filter(claim -> limit.compareTo(waited) > 0);
    queue.ahead = Optional.empty();
    queue.again = false;
    return () ->
        deliverer
            .deliver(queue.sessionId, ahead, limit, urgent, carried)
            .thenAccept(left -> ended(queue, left, permit));
  }

  /** One of the deliveries that may be with their couriers at once. */
  private final class CourierPermit {

    private boolean held = true;

    CourierPermit() {
      underWay++;
    }

    /** Lets another delivery start, unless this one has done so already. */
    void release() {
      synchronized (queues) {
        underWay -= held ? 1 : 0;
        held = false;
      }
      startSome();
    }
  }

  private void ended(SessionQueue queue, Remaining left, CourierPermit permit) {
    List<CompletableFuture<Boolean>> answered = List.of();
    synchronized (queues) {
      boolean urgent = queue.urgent();
      boolean more = queue.again || queue.ahead.isPresent() || left == Remaining.MORE;
      if (more && urgent) {
        ready.addFirst(queue);
      } else if (more) {
        ready.addLast(queue);
      } else if (urgent && left == Remaining.ELSEWHERE) {
        threads.later(REST).execute(() -> resume(queue));
      } else {
        queues.remove(queue.sessionId);
        answered = queue.waiting;
      }
    }
    permit.release();
    answered.forEach(settled -> settled.complete(left == Remaining.NOTHING));
  }

  private void resume(SessionQueue queue) {
    synchronized (queues) {
      ready.addFirst(queue);
    }
    startSome();
  }

  @PreDestroy
  void close() {
    synchronized (queues) {
      closed = true;
    }
    threads.close();
  }
}
