package org.rtcroom.delivery;

import java.util.concurrent.CompletionStage;

/**
 * Tells the IM cloud. Never blocks the caller; the stages end within the courier's own time limit,
 * never exceptionally. Telling the same thing twice does no harm.
 */
public interface Courier {

  /** Tells the members of a group to ask again who is in the room. */
  CompletionStage<DeliveryResult> notice(String groupId);

  /** Has a group destroyed; done, too, when there is none. */
  CompletionStage<DeliveryResult> destroyGroup(String groupId);
}
