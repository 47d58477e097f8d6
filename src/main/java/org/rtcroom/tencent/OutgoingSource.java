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
import org.rtcroom.room.MonotonicClock;

/** Makes the {@link Outgoing} of each service, with threads of the server, and closes them. */
@ApplicationScoped
class OutgoingSource {

  @Inject TencentSettings settings;
  @Inject MonotonicClock stopwatch;
  @Resource ManagedThreadFactory threads;

  private final List<Outgoing> made = new CopyOnWriteArrayList<>();

  Outgoing to(URI base, Duration silence) {
    Outgoing.Bounds bounds =
        new Outgoing.Bounds(settings.exchangesAtOnce(), settings.exchangesWaiting(), silence);
    Outgoing outgoing = new Outgoing(base, bounds, threads, stopwatch);
    made.add(outgoing);
    return outgoing;
  }

  @PreDestroy
  void close() {
    made.forEach(Outgoing::close);
  }
}
