package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;

/** What a restored database takes back from the file outside. */
class CheckpointRecoveryTest {

  private static final String SESSION = "019c13a8-8a00-7000-8000-000000000001";

  private final List<Map<String, String>> told = new ArrayList<>();
  private final CheckpointKeys keys =
      new CheckpointKeys(SigningKey.read(Ed25519.newPem()).orElseThrow(), Optional.empty());
  private final CheckpointRecovery recovery = new CheckpointRecovery();
  private final Path path;
  private final List<String> lines = new ArrayList<>();
  private Connection connection;
  private Jdbc jdbc;
  private NodeList nodes = NodeList.NONE;
  private byte[] previous = Checkpoint.GENESIS;
  private long number;

  CheckpointRecoveryTest(@TempDir Path folder) {
    path = folder.resolve("checkpoints.log");
  }

  /** The backup knows of checkpoint 0, at which node1 and a pod lived, and of a session. */
  @BeforeEach
  void backup() throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    connection = DriverManager.getConnection(url);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    jdbc = new Jdbc(connection);
    inject();
    node("node1", 1);
    node("pod", 3);
    CheckpointRows.insert(
        jdbc, checkpoint(count("node1", 1, false), count("pod", 3, false)), new byte[0]);
    jdbc.update(
        "insert into session_head (session_id, family, space, room_id, opened_millis, last_seq,"
            + " last_hash, snapshot_seq) values (?, 'live_room', 'LIVE', 'r', 1, 5, ?, 0)",
        SESSION,
        new byte[32]);
  }

  private void inject() {
    recovery.transactions =
        new Transactions() {
          @Override
          public <T> T commitStatements(Function<Jdbc, T> work) {
            return work.apply(jdbc);
          }
        };
    recovery.keys = keys;
    recovery.file = new OutsideFile(path);
    recovery.clock = Clock.systemUTC();
    recovery.signer = new ActSigner();
    recovery.signer.keys = keys;
    recovery.signer.settings =
        new CheckpointSettings(
            path,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMinutes(1),
            "demo");
    recovery.accessLog =
        new AccessLogWriter() {
          @Override
          public long record(
              AccessKind kind,
              Actor actor,
              Map<String, String> details,
              Map<String, String> personal,
              Optional<Advance> advance) {
            told.add(details);
            return 0;
          }
        };
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void node(String name, long sessions) {
    jdbc.update(
        "insert into node (name, starts, sessions, clock_difference) values (?, 1, ?, 0)",
        name,
        sessions);
  }

  private static NodeCount count(String name, long sessions, boolean ended) {
    return new NodeCount(name, 1, sessions, 0, Optional.empty(), ended);
  }

  /** The next one, which is in the file. */
  private Checkpoint checkpoint(NodeCount... listed) {
    nodes = nodes.followedBy(List.of(listed), List.of());
    Checkpoint made =
        new Checkpoint.UnsignedCheckpoint(
                number++,
                previous,
                1_000 + number,
                new MerkleTree().root(),
                0,
                nodes,
                List.of(),
                "demo")
            .signedBy(keys.current());
    previous = made.hash();
    lines.add(made.line());
    return made;
  }

  private void ended(Map<String, ?> what, SigningKey by) {
    lines.add(KeyDocument.ended(number, what, by).line());
  }

  private void goOn() throws Exception {
    Files.writeString(path, String.join("\n", lines) + "\n");
    recovery.goOn(new Comparison.Behind(0, number - 1));
  }

  private boolean row(String condition, Object... values) {
    return jdbc.any("select 1 from node where " + condition, values);
  }

  @Test
  void sessionsAndNodesAreThoseOfAllBodiesThatAreLost() throws Exception {
    checkpoint(count("node1", 2, false), count("pod", 4, true), count("other", 7, false));
    checkpoint(count("node1", 2, false), count("other", 7, true));
    checkpoint(count("node1", 2, false));
    goOn();

    assertThat(told.get(0)).containsEntry("sessions", "" + (2 + 4 + 7 - 1 - 3));
    assertThat(row("name = 'node1' and sessions = 2 and carried = false")).isTrue();
    assertThat(row("name = 'pod' and sessions = 4 and carried = true")).isTrue();
    assertThat(row("name = 'other' and sessions = 7 and carried = true")).isTrue();
  }

  @Test
  void whatIsCarriedAfterwardsFollowsFromWhatWasCarriedBefore() throws Exception {
    checkpoint(count("node1", 2, false), count("pod", 4, true));
    Checkpoint last = checkpoint(count("node1", 2, false));
    goOn();

    NodeList next = NodeLists.next(jdbc, Optional.of(last), List.of());

    // in the restored database the pod's log has not ended yet
    assertThat(next.listed()).extracting(NodeCount::node).containsExactly("node1", "pod");
    assertThat(next.carried().orElseThrow().nodes()).isZero();
    assertThat(next.sessions()).isEqualTo(6);
  }

  @Test
  void aNodeThatLivesByTheLastBodyIsListedAlthoughTheBackupSaysThatItWasGone() throws Exception {
    jdbc.update("update node set log_ended = true, carried = true where name = 'pod'");
    Checkpoint last = checkpoint(count("node1", 1, false), count("pod", 5, false));
    goOn();

    assertThat(NodeLists.next(jdbc, Optional.of(last), List.of()).listed())
        .contains(count("pod", 5, false));
  }

  @Test
  void whatWasEndedIsDueAsFarAsTheBackupHasIt() throws Exception {
    ended(Map.of("chain", SESSION, "lines", List.of(2, 9)), keys.current());
    ended(Map.of("apiKey", "key-1"), keys.current());
    checkpoint(count("node1", 1, false), count("pod", 3, false));
    ended(Map.of("chain", "unknown", "lines", List.of(1)), keys.current());
    goOn();

    List<EndingRows.DueEnding> due = EndingRows.due(jdbc, -1, 10);
    assertThat(due).extracting(EndingRows.DueEnding::lastSeq).containsExactly(5L, -1L, -1L);
    assertThat(RecordedJson.parse(due.get(0).document().document()).numbers("lines"))
        .containsExactly(2L, 9L);
    assertThat(RecordedJson.parse(due.get(1).document().document()).text("apiKey"))
        .isEqualTo("key-1");
    assertThat(EndingRows.between(jdbc, 0, 9))
        .extracting(document -> RecordedJson.parse(document.document()).number("number"))
        .containsExactly(1L, 1L, 2L);
  }

  @Test
  void whatNobodyTrustedSignedIsNotEnded() throws Exception {
    ended(Map.of("apiKey", "key-1"), SigningKey.read(Ed25519.newPem()).orElseThrow());
    checkpoint(count("node1", 1, false), count("pod", 3, false));
    goOn();

    assertThat(EndingRows.due(jdbc, -1, 10)).isEmpty();
  }

  @Test
  void whatTheBackupKnowsToHaveBeenEndedIsNotDue() throws Exception {
    KeyDocument known = KeyDocument.ended(1, Map.of("apiKey", "key-1"), keys.current());
    EndingRows.insert(jdbc, known);
    lines.add(known.line());
    checkpoint(count("node1", 1, false), count("pod", 3, false));
    goOn();

    assertThat(EndingRows.due(jdbc, -1, 10)).isEmpty();
  }
}
