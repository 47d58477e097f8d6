package org.rtcroom.accesslog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rtcroom.accesslog.AccessRows.LoggedLine;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.identity.Keys;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/**
 * Nodes that start and stop and serve nobody in between: what the service writes of that, by its
 * own code, without the time that a server takes.
 */
public final class ShortStarts {

  private final Connection connection;
  private final Jdbc jdbc;
  private final Map<String, String> settings;

  /**
   * Starts on a database.
   *
   * @param connection as the service's role; each start is one transaction
   * @param home where the keys are
   */
  public ShortStarts(Connection connection, Path home, Map<String, String> settings)
      throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    jdbc = new Jdbc(connection);
    this.settings = new HashMap<>(settings);
    this.settings.put("roomservice.home", home.toString());
  }

  /** The node of that name starts and stops. */
  public void startAndStop(String name, Instant at) throws SQLException {
    NodeStarts starts = starts(name);
    starts.count();
    String chain = SessionId.next(at).value();
    AccessNote started = new AccessNote(AccessKind.STARTED, Actor.SERVICE, starts.started());
    LoggedLine first = line(Line.genesis(), chain, 0, at, started);
    AccessNote stopped = new AccessNote(AccessKind.STOPPED, Actor.SERVICE, starts.details());
    LoggedLine last = line(first.line().hash(), chain, 1, at, stopped);
    AccessRows rows = new AccessRows(jdbc);
    rows.insert(List.of(first, last));
    rows.insertHead(name, first.line(), last.line());
    connection.commit();
  }

  private NodeStarts starts(String name) {
    settings.put("roomservice.node", name);
    NodeStarts starts = new NodeStarts();
    starts.settings = Settings.of(settings);
    starts.node = new NodeName(starts.settings);
    starts.keys = new Keys(starts.settings);
    starts.transaction =
        new Transactions() {
          @Override
          public <T> T commitStatements(Function<Jdbc, T> work) {
            return work.apply(jdbc);
          }
        };
    return starts;
  }

  private static LoggedLine line(
      byte[] previous, String chain, long seq, Instant at, AccessNote note) {
    LineContent content = note.content();
    return new LoggedLine(
        Line.following(previous, chain, seq, at, note.kind.name(), content), content, note);
  }
}
