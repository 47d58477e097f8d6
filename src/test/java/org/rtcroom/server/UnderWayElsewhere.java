package org.rtcroom.server;

import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.SessionId;

/** The destroying of groups that another node is busy with for as long as a test wants it. */
public final class UnderWayElsewhere {

  private static final String NODE = "a node that is not there";
  private static final long FAR_MILLIS = 9_000_000_000_000L;

  private final Transactions transaction;

  public UnderWayElsewhere(Transactions transaction) {
    this.transaction = transaction;
  }

  /** Says so of that session's group. */
  public void destroying(SessionId session, String groupId) {
    change(
        "insert into delivery (session_id, kind, group_id, version, attempts, created_millis,"
            + " next_attempt_millis, claimed_until_millis, claimed_by)"
            + " values (?1, 'DESTROY_GROUP', ?2, 1, 0, ?3, 0, ?3, ?4)",
        session.value(),
        groupId,
        FAR_MILLIS,
        NODE);
  }

  /** Nobody is busy any more. */
  public void end() {
    change("delete from delivery where claimed_by = ?1", NODE);
  }

  private void change(String sql, Object... values) {
    transaction.run(
        entities -> {
          var statement = entities.createNativeQuery(sql);
          for (int i = 0; i < values.length; i++) {
            statement.setParameter(i + 1, values[i]);
          }
          return statement.executeUpdate();
        });
  }
}
