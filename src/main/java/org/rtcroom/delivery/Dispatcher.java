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
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;

/**
 * Decides which session is delivered for when: a bounded number at once, one delivery at a time per
 * session, so that one stuck session blocks only itself. Forgets nothing that matters: what is to
 * be delivered is in the store, where the next look finds it.
 */
@ApplicationScoped
class Dispatcher {

  /** Sessions remembered here; more are left to the next look. */
  static final int MOST_LANES = 10_000;

  /** Between two looks at what another node is delivering, while somebody waits for it. */
  private static final Duration REST = Duration.ofMillis(100);

  private Deliverer deliverer;
  private DeliveryStore store;
  private DeliverySettings settings;
  private DeliveryThreads threads;
  private MonotonicClock stopwatch;

  /** Guards itself, the lanes in it, and the three fields below. */
  private final Map<SessionId, SessionQueue> lanes = new HashMap<>();

  private final Deque<SessionQueue> ready = new ArrayDeque<>();
  private int underWay;
  private boolean closed;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected Dispatcher() {}

  @Inject
  Dispatcher(
      Deliverer deliverer,
      DeliveryStore store,
      DeliverySettings settings,
      DeliveryThreads threads,
      MonotonicClock stopwatch) {
    this.stopwatch = stopwatch;
    this.deliverer = deliverer;
    this.store = store;
    this.settings = settings;
    this.threads = threads;
  }

  /** Delivers for a session soon. Never waits, never fails. */
  void wake(SessionId sessionId) {
    synchronized (lanes) {
      SessionQueue lane = lanes.get(sessionId);
      if (lane != null) {
        lane.again |= !lane.awaited;
        lane.awaited = false;
      } else if (lanes.size() < MOST_LANES) {
        ready.addLast(newLane(sessionId));
      }
    }
    startSome();
  }

  /** Whether something could be delivered at once. */
  boolean idle() {
    synchronized (lanes) {
      return underWay + ready.size() < settings.atOnce();
    }
  }

  /**
   * Delivers what this node claimed when it was kept, once that is committed. Expects to be woken
   * for it, too, and then does nothing more. Never waits, never fails.
   */
  void deliver(ClaimAhead ahead) {
    SessionId sessionId = ahead.claim().sessionId();
    synchronized (lanes) {
      SessionQueue lane = lanes.get(sessionId);
      if (lane == null && lanes.size() < MOST_LANES) {
        lane = newLane(sessionId);
        ready.addLast(lane);
      }
      if (lane != null) {
        lane.ahead = ahead;
        lane.awaited = true;
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
    synchronized (lanes) {
      SessionQueue lane = lanes.get(sessionId);
      if (lane == null) {
        lane = newLane(sessionId);
        ready.addFirst(lane);
      } else if (ready.remove(lane)) {
        ready.addFirst(lane);
      }
      lane.waiting.add(settled);
      lane.again = true;
    }
    threads.answerAfter(limit, () -> settled.complete(false));
    startSome();
    return settled;
  }

  /** Wakes the sessions that have something due, also what a crashed node left. */
  void look() {
    store.due(settings.batch()).forEach(this::wake);
  }

  private SessionQueue newLane(SessionId sessionId) {
    SessionQueue lane = new SessionQueue(sessionId);
    lanes.put(sessionId, lane);
    return lane;
  }

  private void startSome() {
    List<Runnable> started = new ArrayList<>();
    synchronized (lanes) {
      while (!closed && underWay < settings.atOnce() && !ready.isEmpty()) {
        started.add(start(ready.removeFirst()));
      }
    }
    started.forEach(Runnable::run);
  }

  /** Somebody waits for an urgent one, which so keeps its place to look again at once. */
  private Runnable start(SessionQueue lane) {
    boolean urgent = lane.urgent();
    ClaimAhead ahead = lane.ahead;
    lane.ahead = null;
    lane.again = false;
    Place place = new Place();
    Runnable carried = urgent ? () -> {} : place::free;
    return () ->
        delivered(lane, ahead, urgent, carried).thenAccept(left -> ended(lane, left, place));
  }

  /** One of those that may be with the courier at once. */
  private final class Place {

    private boolean taken = true;

    Place() {
      underWay++;
    }

    /** For others, if it is not free already. */
    void free() {
      synchronized (lanes) {
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
      SessionQueue lane, @Nullable ClaimAhead ahead, boolean urgent, Runnable carried) {
    if (ahead != null) {
      Duration waited = Duration.ofNanos(stopwatch.nanos() - ahead.sinceNanos());
      Duration limit = settings.lease().minus(waited);
      if (limit.compareTo(waited) > 0) {
        return deliverer.deliver(ahead.claim(), limit, urgent, carried);
      }
    }
    return deliverer.deliver(lane.sessionId, urgent, carried);
  }

  private void ended(SessionQueue lane, Remaining left, Place place) {
    List<CompletableFuture<Boolean>> answered = List.of();
    synchronized (lanes) {
      boolean urgent = lane.urgent();
      if (lane.again || lane.ahead != null || left == Remaining.MORE) {
        enqueue(lane, urgent);
      } else if (urgent && left == Remaining.ELSEWHERE) {
        threads.later(REST).execute(() -> goOn(lane));
      } else {
        lanes.remove(lane.sessionId);
        answered = lane.waiting;
      }
    }
    place.free();
    answered.forEach(settled -> threads.answer(() -> settled.complete(left == Remaining.NOTHING)));
    startSome();
  }

  private void goOn(SessionQueue lane) {
    synchronized (lanes) {
      enqueue(lane, true);
    }
    startSome();
  }

  private void enqueue(SessionQueue lane, boolean first) {
    if (first) {
      ready.addFirst(lane);
    } else {
      ready.addLast(lane);
    }
  }

  @PreDestroy
  void close() {
    synchronized (lanes) {
      closed = true;
    }
    threads.close();
  }
}
