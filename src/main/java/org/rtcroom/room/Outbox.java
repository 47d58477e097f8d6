package org.rtcroom.room;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.SessionId;

/** Notifications of the outside: kept with the change they belong to, delivered afterwards. */
public interface Outbox {

  /**
   * What must be told of a session.
   *
   * @param groupId its IM group
   */
  record Telling(SessionId sessionId, String groupId, Set<Notification> kinds) {}

  /**
   * Keeps the notifications of changes. The journal calls it.
   *
   * @param connection has the transaction that records the changes, and stays open
   * @param tellings one for a session at most
   */
  void keep(Connection connection, List<Telling> tellings);

  /** Says that there is something to deliver for that session. Never waits, never fails. */
  void wake(SessionId sessionId);

  /**
   * Delivers all that is pending for that session now, without regard to its back-off.
   *
   * @return completes with whether nothing is pending any more, at the latest after the limit
   */
  CompletionStage<Boolean> settle(SessionId sessionId, Duration limit);
}
