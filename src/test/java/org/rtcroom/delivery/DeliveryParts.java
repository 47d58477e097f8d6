package org.rtcroom.delivery;

import java.time.Clock;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.room.AccessLog;

/** Puts together what a container would. */
final class DeliveryParts {

  private DeliveryParts() {}

  static Dispatcher dispatcher(
      DeliveryStore store,
      Couriers couriers,
      DeliverySettings settings,
      AccessLog accessLog,
      MonotonicClock stopwatch) {
    DeliveryThreads threads = new DeliveryThreads();
    threads.settings = settings;
    threads.start();
    Deliverer deliverer = new Deliverer();
    deliverer.store = store;
    deliverer.couriers = couriers;
    deliverer.settings = settings;
    deliverer.accessLog = accessLog;
    deliverer.threads = threads;
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.deliverer = deliverer;
    dispatcher.store = store;
    dispatcher.settings = settings;
    dispatcher.threads = threads;
    dispatcher.stopwatch = stopwatch;
    return dispatcher;
  }

  static TransactionalOutbox outbox(
      Couriers couriers,
      Dispatcher dispatcher,
      DeliverySettings settings,
      Clock clock,
      MonotonicClock stopwatch) {
    TransactionalOutbox outbox = new TransactionalOutbox();
    outbox.couriers = couriers;
    outbox.dispatcher = dispatcher;
    outbox.settings = settings;
    outbox.clock = clock;
    outbox.stopwatch = stopwatch;
    return outbox;
  }
}
