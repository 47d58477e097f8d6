package org.rtcroom.tencent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.delivery.Courier;
import org.rtcroom.delivery.DeliveryResult;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Notification;

/** Has the group of a session destroyed that is over; then the group's id is free again. */
@ApplicationScoped
public class DestroyCourier implements Courier {

  @Inject ImRest im;
  @Inject Journal journal;

  @Override
  public Notification kind() {
    return Notification.DESTROY_GROUP;
  }

  @Override
  public CompletionStage<DeliveryResult> carry(String groupId) {
    return im.destroyGroup(groupId);
  }

  /** A group that is destroyed has no members to tell. */
  @Override
  public Set<Notification> drops() {
    return Set.of(Notification.NOTICE);
  }

  @Override
  public void ended(Collection<SessionId> sessions) {
    journal.releaseGroups(sessions);
  }
}
