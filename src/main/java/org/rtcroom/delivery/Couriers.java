package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.room.Notification;

/** The courier of each kind of message. */
@ApplicationScoped
class Couriers {

  private final Map<Notification, Courier> byKind = new EnumMap<>(Notification.class);

  @Inject
  void addAll(@Any Instance<Courier> couriers) {
    couriers.forEach(this::add);
  }

  /**
   * Adds one.
   *
   * @throws IllegalStateException if there is one of that kind already
   */
  void add(Courier courier) {
    if (byKind.putIfAbsent(courier.kind(), courier) != null) {
      throw new IllegalStateException("two couriers carry " + courier.kind());
    }
  }

  /**
   * That of a kind.
   *
   * @throws IllegalStateException if there is none
   */
  Courier of(Notification kind) {
    return Optional.ofNullable(byKind.get(kind))
        .orElseThrow(() -> new IllegalStateException("no courier carries " + kind));
  }
}
