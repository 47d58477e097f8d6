package org.rtcroom.accesslog;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rtcroom.accesslog.AccessRows.ChainEnd;
import org.rtcroom.accesslog.AccessRows.LoggedLine;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.settings.NodeName;

/**
 * Ends the access logs of nodes that are gone, as pods are after each rollout: what has ended can
 * be erased and purged. The last line is an act of a node that lives.
 *
 * <pre>{@code
 *              not heard of for an hour
 * its log goes on -----------------------> its log has ended
 *        ^                                        |
 *        |  it starts, or is heard of again:      |
 *        +---- another log, which names the end --+
 * }</pre>
 *
 * <p>A node that was alive all the same finds its log ended when it writes the next batch, which
 * fails, and goes on in another one. Both kinds of return are lawful; nothing follows the end.
 */
@ApplicationScoped
public class DeadNodes {

  /** How long a node must have been silent, and how long after the line before its log may end. */
  static final Duration SILENCE = Duration.ofHours(1);

  /** Logs that end at one look, each in a transaction of its own; more wait for the next look. */
  private static final int AT_ONCE = 50;

  private static final String SILENT =
      "select name from node where log_ended = false and heard_millis <= ? and name <> ?"
          + " order by name limit "
          + AT_ONCE;

  private static final String MARK =
      "update node set log_ended = true"
          + " where name = ? and log_ended = false and heard_millis <= ?";

  @EJB Transactions transactions;
  @Inject ActSignatures acts;
  @Inject NodeName node;
  @Inject Clock clock;

  /**
   * Looks once for nodes that are gone.
   *
   * @return how many logs were ended
   * @throws DatabaseUnavailable if the database does not answer
   */
  public int endLogs() {
    List<String> silent = transactions.commitStatements(this::silent);
    return (int)
        silent.stream()
            .filter(name -> transactions.commitStatements(jdbc -> endLog(jdbc, name)))
            .count();
  }

  List<String> silent(Jdbc jdbc) {
    return jdbc.list(row -> row.getString(1), SILENT, jdbc.now() - SILENCE.toMillis(), node.name());
  }

  /**
   * Ends the newest log of a node, within the caller's transaction. Whoever changes the node's row
   * waits: a start of it either comes before, or names the end.
   */
  boolean endLog(Jdbc jdbc, String name) {
    long until = jdbc.now() - SILENCE.toMillis();
    if (jdbc.update(MARK, name, until) == 0) {
      return false;
    }
    AccessRows rows = new AccessRows(jdbc);
    ChainEnd end = rows.end(name).orElse(null);
    if (end == null || end.over()) {
      return false;
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    if (now.isBefore(end.at().plus(SILENCE)) || !append(rows, name, end, now)) {
      jdbc.update("update node set log_ended = false where name = ?", name);
      return false;
    }
    return true;
  }

  /** False if the node wrote a line meanwhile; then nothing is changed. */
  private boolean append(AccessRows rows, String name, ChainEnd end, Instant now) {
    AccessNote note =
        new AccessNote(
            AccessKind.LOG_ENDED, Actor.SERVICE, Map.of("node", name, "by", node.name()));
    LineContent content = note.content();
    Line unsigned =
        Line.following(end.hash(), end.chain(), end.seq() + 1, now, note.kind.name(), content);
    Line line = acts.signed(rows.jdbc().connection(), unsigned);
    if (!rows.moveHead(end.seq(), end.hash(), line)) {
      return false;
    }
    rows.insert(List.of(new LoggedLine(line, content, note)));
    return true;
  }
}
