package org.rtcroom.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.accesslog.AccessRows.LoggedLine;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** The logs of nodes that are gone end, and no others. */
abstract class GoneNodes {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private Connection connection;
  private Jdbc jdbc;
  private AccessRows rows;
  private DeadNodes nodes;
  private Instant now;

  /** To an empty database of its own. */
  abstract Connection connect() throws SQLException;

  @BeforeEach
  void open() throws SQLException {
    connection = connect();
    jdbc = new Jdbc(connection);
    rows = new AccessRows(jdbc);
    now = Instant.ofEpochMilli(jdbc.now());
    nodes = deadNodes(now);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private DeadNodes deadNodes(Instant at) {
    DeadNodes made = new DeadNodes();
    made.transactions = new OneConnection();
    made.acts = new MarkedActs();
    made.node = new NodeName(Settings.of(Map.of("roomservice.node", "here")));
    made.clock = Clock.fixed(at, ZoneOffset.UTC);
    return made;
  }

  private final class OneConnection extends Transactions {
    @Override
    public <T> T commitStatements(Function<Jdbc, T> work) {
      return work.apply(jdbc);
    }
  }

  /** Signs with nothing. */
  private static final class MarkedActs implements ActSignatures {

    @Override
    public Line signed(Connection connection, Line act) {
      Map<String, Object> details = RecordedJson.parse(act.details()).fields();
      details.put("signature", "00");
      return act.withDetails(CanonicalJson.bytes(details));
    }

    @Override
    public boolean genuine(Connection connection, Line act) {
      return true;
    }
  }

  /** A node that was heard of so long ago, with a log that ends with that line. */
  private String node(String name, long silent, AccessKind last) {
    jdbc.update(
        "insert into node (name, starts, sessions, clock_difference, heard_millis)"
            + " values (?, 1, 0, 0, ?)",
        name,
        now.toEpochMilli() - silent);
    return log(name, silent, last);
  }

  private String log(String name, long silent, AccessKind last) {
    Instant at = now.minusMillis(silent);
    String chain = SessionId.next(at).value();
    AccessNote note = new AccessNote(last, Actor.SERVICE, Map.of("node", name));
    LineContent content = note.content();
    Line line = Line.following(Line.genesis(), chain, 0, at, last.name(), content);
    rows.insert(List.of(new LoggedLine(line, content, note)));
    jdbc.update(
        "insert into access_head (chain, node, started_millis, last_seq, last_hash)"
            + " values (?, ?, ?, 0, ?)",
        chain,
        name,
        at.toEpochMilli(),
        line.hash());
    return chain;
  }

  private List<String> kinds(String chain) {
    return jdbc.list(
        row -> row.getString(1),
        "select kind from access_line where chain = ? order by seq",
        chain);
  }

  private boolean ended(String name) {
    return jdbc.any("select 1 from node where name = ? and log_ended = true", name);
  }

  @Test
  void theLogOfANodeThatWasNotHeardOfForAnHourEnds() {
    String stopped = node("stopped", HOUR + 1_000, AccessKind.STOPPED);
    String killed = node("killed", HOUR + 1_000, AccessKind.LOGGED_IN);

    assertThat(nodes.endLogs()).isEqualTo(2);

    assertThat(kinds(stopped)).containsExactly("STOPPED", "LOG_ENDED");
    assertThat(kinds(killed)).containsExactly("LOGGED_IN", "LOG_ENDED");
    assertThat(jdbc.any("select 1 from access_head where chain = ? and last_seq = 1", killed))
        .isTrue();
    assertThat(ended("killed")).isTrue();
    assertThat(nodes.endLogs()).isZero();
  }

  @Test
  void theEndIsAnActThatNamesBothNodes() {
    String chain = node("gone", HOUR + 1_000, AccessKind.LOGGED_IN);
    nodes.endLogs();

    byte[] details =
        jdbc.first(
                row -> row.getBytes(1),
                "select details from access_line where chain = ? and seq = 1",
                chain)
            .orElseThrow();
    assertThat(RecordedJson.parse(details).fields())
        .containsEntry("node", "gone")
        .containsEntry("by", "here")
        .containsKey("signature");
  }

  @Test
  void aNodeThatWasHeardOfAMomentAgoLives() {
    String chain = node("lives", HOUR - 60_000, AccessKind.LOGGED_IN);

    assertThat(nodes.endLogs()).isZero();
    assertThat(kinds(chain)).hasSize(1);
    assertThat(ended("lives")).isFalse();
  }

  @Test
  void aNodeNeverEndsItsOwnLog() {
    node("here", HOUR * 9, AccessKind.LOGGED_IN);

    assertThat(nodes.endLogs()).isZero();
  }

  @Test
  void whereTheLastLineIsYoungerByThisNodesClockTheLogGoesOn() {
    String chain = node("gone", HOUR + 1_000, AccessKind.LOGGED_IN);

    assertThat(deadNodes(now.minusMillis(HOUR)).endLogs()).isZero();
    assertThat(kinds(chain)).hasSize(1);
    assertThat(ended("gone")).isFalse();
  }

  @Test
  void onlyTheNewestLogEnds() {
    String old = node("gone", HOUR * 3, AccessKind.STOPPED);
    String newest = log("gone", HOUR * 2, AccessKind.STOPPED);
    nodes.endLogs();

    assertThat(kinds(old)).containsExactly("STOPPED");
    assertThat(kinds(newest)).containsExactly("STOPPED", "LOG_ENDED");
  }

  @Test
  void aNodeWithoutALogIsGoneAsItIs() {
    jdbc.update(
        "insert into node (name, starts, sessions, clock_difference, heard_millis)"
            + " values ('never', 1, 0, 0, 0)");

    assertThat(nodes.endLogs()).isZero();
    assertThat(ended("never")).isTrue();
  }

  @Test
  void aNodeThatComesBackAndGoesAgainEndsAgain() {
    node("pod", HOUR * 3, AccessKind.STOPPED);
    nodes.endLogs();
    String again = log("pod", HOUR * 2, AccessKind.STOPPED);
    jdbc.update("update node set log_ended = false where name = 'pod'");

    assertThat(nodes.endLogs()).isEqualTo(1);
    assertThat(kinds(again)).containsExactly("STOPPED", "LOG_ENDED");
  }

  @Test
  void aStartThatComesFirstKeepsTheLogFromEnding() {
    String chain = node("pod", HOUR * 3, AccessKind.STOPPED);
    assertThat(nodes.silent(jdbc)).containsExactly("pod");
    jdbc.update("update node set heard_millis = ? where name = 'pod'", now.toEpochMilli());

    assertThat(nodes.endLog(jdbc, "pod")).isFalse();
    assertThat(kinds(chain)).hasSize(1);
  }

  @Test
  void moreThanOneLookCanTakeWaitForTheNext() {
    for (int i = 0; i < 60; i++) {
      node("pod-" + i, HOUR * 2, AccessKind.STOPPED);
    }

    assertThat(nodes.endLogs()).isEqualTo(50);
    assertThat(nodes.endLogs()).isEqualTo(10);
  }
}
