package org.rtcroom.delivery;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * Carries one kind of message to the outside: a class per kind, which CDI finds. Telling the same
 * thing twice does no harm.
 */
public interface Courier {

  /** The kind it carries; no other courier carries the same. */
  Notification kind();

  /**
   * Tells the outside. Never blocks the caller.
   *
   * @param groupId the IM group of the session
   * @return ends within the courier's own time limit, never exceptionally
   */
  CompletionStage<DeliveryResult> carry(String groupId);

  /** Kinds that are pointless once this one is kept for the same session. */
  default Set<Notification> drops() {
    return Set.of();
  }

  /**
   * Ends what else is over for sessions with these deliveries, in the transaction that ends them.
   */
  default void ended(Collection<SessionId> sessions) {}
}
