package org.rtcroom.tencent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.rtcroom.delivery.Courier;
import org.rtcroom.delivery.DeliveryResult;
import org.rtcroom.room.Notification;

/** Tells the members of a session's group to ask again for the members of the room. */
@ApplicationScoped
public class NoticeCourier implements Courier {

  @Inject ImRest im;

  @Override
  public Notification kind() {
    return Notification.NOTICE;
  }

  @Override
  public CompletionStage<DeliveryResult> carry(String groupId) {
    return im.notice(groupId);
  }
}
