package org.rtcroom.cluster;

import java.time.Duration;
import java.util.List;
import org.rtcroom.database.Jdbc;
import org.rtcroom.room.Cluster;

/**
 * The nodes of the cluster, in table {@code cluster_node}: up to when each has told whom it heard,
 * by the database's clock. On PostgreSQL only. Works within the caller's transaction.
 */
final class ClusterNodeRows {

  private static final String TELL =
      "insert into cluster_node (node, waking, told_millis) values (?, ?, ?)"
          + " on conflict (node) do update set"
          + " waking = excluded.waking, told_millis = excluded.told_millis";

  private static final String THERE =
      "select node, waking, told_millis from cluster_node where told_millis > ?";

  private static final String FORGET = "delete from cluster_node where told_millis <= ?";

  private static final String LEAVE = "delete from cluster_node where node = ?";

  private ClusterNodeRows() {}

  /** The node has told whom it heard until that moment of the database's clock. */
  static void tell(Jdbc database, String node, String waking, long untilMillis) {
    database.update(TELL, node, waking, untilMillis);
  }

  /** The nodes that told something within that time. */
  static List<Cluster.Node> there(Jdbc database, long nowMillis, Duration gone) {
    long since = nowMillis - gone.toMillis();
    return database.list(
        row ->
            new Cluster.Node(
                row.getString(1),
                row.getString(2),
                Duration.ofMillis(Math.max(0, nowMillis - row.getLong(3)))),
        THERE,
        since);
  }

  /** Takes away those that have told nothing since that moment. */
  static void forget(Jdbc database, long sinceMillis) {
    database.update(FORGET, sinceMillis);
  }

  static void leave(Jdbc database, String node) {
    database.update(LEAVE, node);
  }
}
