package org.rtcroom.delivery;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/** A courier of that kind, whose ways a test gives. */
record FakeCourier(
    Notification kind,
    Set<Notification> drops,
    Function<String, CompletionStage<DeliveryResult>> way,
    Consumer<Collection<SessionId>> end)
    implements Courier {

  /** One that tells groups and one that destroys them, which drops what they were to be told. */
  static Couriers both(
      Function<String, CompletionStage<DeliveryResult>> notice,
      Function<String, CompletionStage<DeliveryResult>> destroy,
      Consumer<Collection<SessionId>> destroyed) {
    Couriers couriers = new Couriers();
    couriers.add(new FakeCourier(Notification.NOTICE, Set.of(), notice, sessions -> {}));
    couriers.add(
        new FakeCourier(
            Notification.DESTROY_GROUP, Set.of(Notification.NOTICE), destroy, destroyed));
    return couriers;
  }

  @Override
  public CompletionStage<DeliveryResult> carry(String groupId) {
    return way.apply(groupId);
  }

  @Override
  public void ended(Collection<SessionId> sessions) {
    end.accept(sessions);
  }
}
