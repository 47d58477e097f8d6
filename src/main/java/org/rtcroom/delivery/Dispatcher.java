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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rtcroom.delivery.DeliveryStore.Remaining;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;

/**
 * Decides which session is delivered for when: a bounded number at once, one delivery at a time per
 * session, so that one stuck session blocks only itself. Forgets nothing that matters: what is to
 * be delivered is in the store, where the next look finds it.
 *
 * <p>Each session it knows has a {@link SessionQueue}, which is in one of three states:
 *
 * <pre>
 *  wake, settle,                  a place
 *  deliver          +-------+     is free      +-----------+  nothing left now, and
 *  ---------------> | READY | ---------------> | UNDER WAY | ----------------------> forgotten
 *                   +-------+                  +-----------+  nobody called meanwhile
 *                     ^   ^   more is left, or    |     |
 *                     |   |   called meanwhile    |     |
 *                     |   +-----------------------+     |
 *        after 100 ms |                                 |  another node delivers it,
 *                     |        +---------+              |  and somebody waits
 *                     +--------| RESTING | <------------+
 *                              +---------+
 * </pre>
 *
 * <p>A session for which somebody waits goes to the front. A place is taken from the claim until
 * the courier is back, or until the end is recorded if somebody waits.
 */
@ApplicationScoped
class Dispatcher {

  /** Sessions remembered here; more are left to the next look. */
  static final int MOST_SESSIONS = 10_000;

  /** Between two looks at what another node is delivering, while somebody waits for it. */
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

  /** Delivers for a session soon. Never waits, never fails. */
  void wake(SessionId sessionId) {
    synchronized (queues) {
      SessionQueue queue = queues.get(sessionId);
      if (queue != null) {
        queue.again |= !queue.awaited;
        queue.awaited = false;
      } else if (queues.size() < MOST_SESSIONS) {
        ready.addLast(newQueue(sessionId));
      }
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
   * Delivers what this node claimed when it was kept, once that is committed. Expects to be woken
   * for it, too, and then does nothing more. Never waits, never fails.
   *
   * @param sinceNanos when the lease began at the earliest, by the monotonic clock
   */
  void deliver(Claim claim, long sinceNanos) {
    SessionId sessionId = claim.sessionId();
    synchronized (queues) {
      SessionQueue queue = queues.get(sessionId);
      if (queue == null && queues.size() < MOST_SESSIONS) {
        queue = newQueue(sessionId);
        ready.addLast(queue);
      }
      if (queue != null) {
        queue.ahead = claim;
        queue.aheadSinceNanos = sinceNanos;
        queue.awaited = true;
      }
    }
    startSome();
  }

  /**
   * Delivers all there is for a session, before others and whatever its back-off.
   *
   * @return whether nothing is left; at the latest after the limit
   */
  CompletionStage<Boolean> settle(SessionId sessionId, Duration limit) {
    CompletableFuture<Boolean> settled = new CompletableFuture<>();
    synchronized (queues) {
      SessionQueue queue = queues.get(sessionId);
      if (queue == null) {
        queue = newQueue(sessionId);
        ready.addFirst(queue);
      } else if (ready.remove(queue)) {
        ready.addFirst(queue);
      }
      queue.waiting.add(settled);
      queue.again = true;
    }
    threads.answerAfter(limit, () -> settled.complete(false));
    startSome();
    return settled;
  }

  /** Wakes the sessions that have something due, also what a crashed node left. */
  void look() {
    store.due(settings.batch()).forEach(this::wake);
  }

  private SessionQueue newQueue(SessionId sessionId) {
    SessionQueue queue = new SessionQueue(sessionId);
    queues.put(sessionId, queue);
    return queue;
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

  /** Somebody waits for an urgent one, which so keeps its place to look again at once. */
  private Runnable start(SessionQueue queue) {
    boolean urgent = queue.urgent();
    Claim ahead = queue.ahead;
    long sinceNanos = queue.aheadSinceNanos;
    queue.ahead = null;
    queue.again = false;
    Place place = new Place();
    Runnable carried = urgent ? () -> {} : place::free;
    return () ->
        delivered(queue.sessionId, ahead, sinceNanos, urgent, carried)
            .thenAccept(left -> ended(queue, left, place));
  }

  /** One of those that may be with the courier at once. */
  private final class Place {

    private boolean taken = true;

    Place() {
      underWay++;
    }

    /** For others, if it is not free already. */
    void free() {
      synchronized (queues) {
        if (!taken) {
          return;
        }
        taken = false;
        underWay--;
      }
      startSome();
    }
  }

  /** A claim that waited for half of its lease might end before the delivery does. */
  private CompletionStage<Remaining> delivered(
      SessionId sessionId,
      @Nullable Claim ahead,
      long sinceNanos,
      boolean urgent,
      Runnable carried) {
    if (ahead != null) {
      Duration waited = Duration.ofNanos(stopwatch.nanos() - sinceNanos);
      Duration limit = settings.lease().minus(waited);
      if (limit.compareTo(waited) > 0) {
        return deliverer.deliver(ahead, limit, urgent, carried);
      }
    }
    return deliverer.deliver(sessionId, urgent, carried);
  }

  private void ended(SessionQueue queue, Remaining left, Place place) {
    List<CompletableFuture<Boolean>> answered = List.of();
    synchronized (queues) {
      boolean urgent = queue.urgent();
      if (queue.again || queue.ahead != null || left == Remaining.MORE) {
        enqueue(queue, urgent);
      } else if (urgent && left == Remaining.ELSEWHERE) {
        threads.later(REST).execute(() -> goOn(queue));
      } else {
        queues.remove(queue.sessionId);
        answered = queue.waiting;
      }
    }
    place.free();
    answered.forEach(settled -> threads.answer(() -> settled.complete(left == Remaining.NOTHING)));
    startSome();
  }

  private void goOn(SessionQueue queue) {
    synchronized (queues) {
      enqueue(queue, true);
    }
    startSome();
  }

  private void enqueue(SessionQueue queue, boolean first) {
    if (first) {
      ready.addFirst(queue);
    } else {
      ready.addLast(queue);
    }
  }

  @PreDestroy
  void close() {
    synchronized (queues) {
      closed = true;
    }
    threads.close();
  }
}
