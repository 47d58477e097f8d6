package org.rtcroom.tencent;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.MonotonicClock;

/** Makes the {@link Outgoing} of each service, with threads of the server, and closes them. */
@ApplicationScoped
class OutgoingSource {

  private final List<Outgoing> made = new CopyOnWriteArrayList<>();
  private TencentSettings settings;
  private MonotonicClock stopwatch;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected OutgoingSource() {}

  @Inject
  OutgoingSource(TencentSettings settings, MonotonicClock stopwatch) {
    this.settings = settings;
    this.stopwatch = stopwatch;
  }

  Outgoing to(URI base, Duration silence) {
    Outgoing.Bounds bounds =
        new Outgoing.Bounds(settings.exchangesAtOnce(), settings.exchangesWaiting(), silence);
    Outgoing outgoing = new Outgoing(base, bounds, threads(), stopwatch);
    made.add(outgoing);
    return outgoing;
  }

  /** Outside a server there are only plain threads. */
  private ThreadFactory threads() {
    ThreadFactory managed = managedThreads;
    return managed == null ? Executors.defaultThreadFactory() : managed;
  }

  @PreDestroy
  void close() {
    made.forEach(Outgoing::close);
  }
}
