package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.Sha256;
import org.rtcroom.database.Jdbc;

/** A checkpoint lists the nodes that live, however many there ever were. */
abstract class ManyNodes {

  private static final int NAMES = 20_000;
  private static final SigningKey KEY = CheckpointPage.key(1);

  private Connection connection;
  private Jdbc jdbc;
  private Optional<Checkpoint> last = Optional.empty();

  /** To an empty database of its own. */
  abstract Connection connect() throws SQLException;

  @BeforeEach
  void open() throws SQLException {
    connection = connect();
    jdbc = new Jdbc(connection);
    node("node1", 0, false);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void node(String name, long sessions, boolean ended) {
    jdbc.update(
        "insert into node (name, starts, sessions, clock_difference, log_ended)"
            + " values (?, 1, ?, 0, ?)",
        name,
        sessions,
        ended);
  }

  private NodeList checkpoint(MovedHead... heads) {
    long number = last.map(Checkpoint::number).orElse(-1L) + 1;
    Checkpoint made =
        new Checkpoint.UnsignedCheckpoint(
                number,
                last.map(Checkpoint::hash).orElse(Checkpoint.GENESIS),
                number,
                new MerkleTree().root(),
                0,
                NodeLists.next(jdbc, last, List.of(heads)),
                List.of(),
                "demo")
            .signedBy(KEY);
    last = Optional.of(made);
    return NodeList.of(made);
  }

  private static MovedHead log(String node) {
    return new MovedHead("c", 0, Optional.empty(), node, 1, new byte[Sha256.LENGTH], false);
  }

  private static MovedHead session(String node) {
    MovedHead.OfSession own =
        new MovedHead.OfSession(
            "live_room",
            Optional.empty(),
            "standard",
            Optional.empty(),
            Optional.empty(),
            false,
            false);
    return new MovedHead("s", 0, Optional.of(own), node, 1, new byte[Sha256.LENGTH], true);
  }

  private static List<String> names(NodeList list) {
    return list.listed().stream().map(NodeCount::node).toList();
  }

  private int size() {
    return last.orElseThrow().line().getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void twentyThousandNamesChangeNothingInSizeNorInWhatIsRead() {
    checkpoint();
    int alone = size();
    jdbc.each(
        "insert into node (name, starts, sessions, clock_difference, log_ended)"
            + " values (?, 1, 7, 0, true)",
        IntStream.range(0, NAMES).boxed().toList(),
        i -> new Object[] {"roomservice-7d9f8b6c5-" + i});
    assertThat(names(checkpoint())).hasSize(NAMES + 1);
    NodeList carrying = checkpoint();

    assertThat(names(carrying)).containsExactly("node1");
    assertThat(carrying.carried().orElseThrow().nodes()).isEqualTo(NAMES);
    assertThat(carrying.sessions()).isEqualTo(7L * NAMES);
    assertThat(size()).isLessThan(alone + 200);
    assertThat(NodeRows.listed(jdbc, Set.of())).hasSize(1);
    List<Integer> later = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      checkpoint(log("node1"));
      later.add(size());
    }
    assertThat(later).containsOnly(size());
  }

  @Test
  void aNodeIsListedOnceAsEndedAndThenCarried() {
    node("pod", 3, false);
    assertThat(names(checkpoint())).containsExactly("node1", "pod");
    jdbc.update("update node set log_ended = true where name = 'pod'");

    assertThat(checkpoint().ended()).containsOnlyKeys("pod");
    assertThat(names(checkpoint())).containsExactly("node1");
    assertThat(checkpoint().sessions()).isEqualTo(3);
  }

  @Test
  void aLeafOfItsLogKeepsANodeListed() {
    node("pod", 0, true);
    checkpoint(log("pod"));

    assertThat(names(checkpoint(log("pod")))).contains("pod");
    assertThat(names(checkpoint())).doesNotContain("pod");
    assertThat(names(checkpoint(log("pod")))).contains("pod");
  }

  @Test
  void aCarriedNodeThatStartsAgainIsListed() {
    node("pod", 3, true);
    checkpoint();
    checkpoint();
    jdbc.update("update node set log_ended = false, starts = 2 where name = 'pod'");

    NodeList back = checkpoint();
    assertThat(names(back)).contains("pod");
    assertThat(back.carried().orElseThrow().nodes()).isZero();
    assertThat(back.sessions()).isEqualTo(3);
    assertThat(jdbc.any("select 1 from node where carried = true")).isFalse();
  }

  @Test
  void aSessionOfACarriedNodeIsCountedAndListed() {
    node("pod", 3, true);
    checkpoint();
    checkpoint();

    NodeList counted = checkpoint(session("pod"));
    assertThat(names(counted)).contains("pod");
    assertThat(counted.sessions()).isEqualTo(4);
    assertThat(checkpoint().carried().orElseThrow().sessions()).isEqualTo(4);
  }

  @Test
  void aSessionOfANodeWithoutARowIsCounted() {
    assertThat(checkpoint(session("stranger")).sessions()).isEqualTo(1);
    assertThat(checkpoint().sessions()).isEqualTo(1);
  }

  @Test
  void anUnreadableCheckpointBeforeStopsNothing() {
    Checkpoint made = checkpointOf("rubbish");
    last = Optional.of(made);

    assertThat(names(checkpoint())).containsExactly("node1");
  }

  private static Checkpoint checkpointOf(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Checkpoint(0, bytes, new byte[64], new byte[Sha256.LENGTH], KEY.id(), 0, 0);
  }
}
