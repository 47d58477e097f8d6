package org.rtcroom.accesslog;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/**
 * What the first and the last line of a node's access log say of the start: which program, with
 * which settings, the how-manieth start, and where the node's access log before it ended. So the
 * chains of a node hang together, too.
 */
@ApplicationScoped
class NodeStarts {

  @EJB Transactions transaction;
  @Inject NodeName node;
  @Inject Settings settings;

  private Map<String, Object> details = Map.of();

  /**
   * Counts this start; called once, before anything is written.
   *
   * @throws DatabaseUnavailable if it was not counted; then the service must not start
   */
  void count() {
    Map<String, Object> found = new HashMap<>();
    found.put("node", node.name());
    found.put("version", Build.version());
    found.put("war", Build.digest());
    found.put("settings", SettingsDigest.of(settings));
    found.putAll(transaction.run(this::counted).orThrow());
    details = found;
  }

  /** What STARTED and STOPPED hold. */
  Map<String, Object> details() {
    return details;
  }

  private Map<String, Object> counted(EntityManager entities) {
    Map<String, Object> found = new HashMap<>();
    found.put("start", starts(entities));
    List<AccessHead> before =
        entities
            .createQuery(
                "select h from AccessHead h where h.node = :node"
                    + " order by h.startedMillis desc, h.chain desc",
                AccessHead.class)
            .setParameter("node", node.name())
            .setMaxResults(1)
            .getResultList();
    before.forEach(
        head -> {
          found.put("previousChain", head.chain());
          found.put("previousSeq", head.lastSeq());
          found.put("previousHash", HexFormat.of().formatHex(head.lastHash()));
        });
    return found;
  }

  private long starts(EntityManager entities) {
    int updated =
        entities
            .createNativeQuery("update node set starts = starts + 1 where name = ?1")
            .setParameter(1, node.name())
            .executeUpdate();
    if (updated == 0) {
      entities
          .createNativeQuery(
              "insert into node (name, starts, sessions, clock_difference) values (?1, 1, 0, 0)")
          .setParameter(1, node.name())
          .executeUpdate();
    }
    Object starts =
        entities
            .createNativeQuery("select starts from node where name = ?1")
            .setParameter(1, node.name())
            .getSingleResult();
    return ((Number) starts).longValue();
  }
}
