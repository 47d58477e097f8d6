package org.rtcroom.accesslog;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.identity.Keys;
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
  @Inject Keys keys;

  private Map<String, Object> details = Map.of();
  private Map<String, Object> started = Map.of();

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
    SettingsRecord read = SettingsRecord.of(settings, keys::settingId);
    found.put("settings", read.digest());
    found.putAll(transaction.commitStatements(this::counted));
    details = found;
    started = new HashMap<>(found);
    started.put("values", read.values());
    started.put("secrets", read.secrets());
    started.put("leftOut", read.leftOut());
  }

  /** What STARTED holds. */
  Map<String, Object> started() {
    return started;
  }

  /** What STOPPED holds: all but the settings, which STARTED told. */
  Map<String, Object> details() {
    return details;
  }

  private Map<String, Object> counted(Jdbc jdbc) {
    Map<String, Object> found = new HashMap<>();
    found.put("start", starts(jdbc));
    new AccessRows(jdbc).end(node.name()).ifPresent(end -> found.putAll(end.named()));
    return found;
  }

  /**
   * The row comes first: another node that takes this one for dead ends its log before, or no more.
   */
  private long starts(Jdbc jdbc) {
    String again =
        "update node set starts = starts + 1, log_ended = false, heard_millis = "
            + Dialect.NOW
            + " where name = ?";
    if (jdbc.update(again, node.name()) == 0) {
      jdbc.update(
          "insert into node (name, starts, sessions, clock_difference, heard_millis)"
              + " values (?, 1, 0, 0, "
              + Dialect.NOW
              + ")",
          node.name());
    }
    return jdbc.first(row -> row.getLong(1), "select starts from node where name = ?", node.name())
        .orElseThrow();
  }
}
