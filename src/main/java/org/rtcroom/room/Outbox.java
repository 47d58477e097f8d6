package org.rtcroom.room;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.SessionId;

/** Notifications of the outside: kept with the change they belong to, delivered afterwards. */
public interface Outbox {

  /**
   * Keeps the notifications of a change. Joins the transaction of the journal, which calls it.
   *
   * @param groupId the IM group of the session
   */
  void keep(SessionId sessionId, String groupId, Set<Notification> tellings);

  /** Says that there is something to deliver for that session. Never waits, never fails. */
  void wake(SessionId sessionId);

  /**
   * Delivers all that is pending for that session now, without regard to its back-off.
   *
   * @return completes with whether nothing is pending any more, at the latest after the limit
   */
  CompletionStage<Boolean> settle(SessionId sessionId, Duration limit);
}
