package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.Until;

/**
 * The connection to PostgreSQL breaks just before a commit or just after it, so that the node
 * cannot know which: it refuses the caller, reads the room back, and nothing is recorded twice. A
 * database that hangs is given up in time, and whoever finds no connection left does not wait for
 * one long.
 */
class ConnectionFaultIT {

  private static final int TIMES = 5;
  private static final int OK = 0;

  /** More than there are connections. */
  private static final int CROWD = 64;

  private static final int CONNECTIONS = 32;
  private static final Duration STATEMENT_GIVEN_UP = Duration.ofSeconds(12);
  private static final Duration NO_CONNECTION = Duration.ofSeconds(5);

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static PostgresDatabase database;
  private static CuttingProxy proxy;
  private static ServerProcess node;
  private static DemoClient ann;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    database = PostgresDatabase.create(postgres, "cut");
    proxy = CuttingProxy.to(URI.create(database.url().substring("jdbc:".length())).getPort());
    String url =
        "jdbc:postgresql://127.0.0.1:"
            + proxy.port()
            + "/cut?preferQueryMode=simple&loginTimeout=3&socketTimeout=5&cancelSignalTimeout=2";
    node =
        ServerProcess.start(
            home(),
            database.settings(
                Map.of(
                    "roomservice.db.url",
                    url,
                    "roomservice.rooms.live-room.heartbeat-timeout",
                    "1h")));
    ann = DemoClient.login(node.base(), "live_room", "ann");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    proxy.close();
    postgres.close();
  }

  private static Path home() {
    return folder.resolve("cut");
  }

  @AfterEach
  void everyChainVerifies() throws Exception {
    proxy.freeze(false);
    Until.within(15, () -> entered(ann).ok());
    Audit.at(node.base(), home()).requireVerified();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsReadBackAndNothingIsDoubled() throws Exception {
    for (CuttingProxy.Cut cut : CuttingProxy.Cut.values()) {
      for (int i = 0; i < TIMES; i++) {
        enterWithoutAnAnswer(cut, cut.name() + "-" + i);
        leaveWithoutAnAnswer(cut, cut.name() + "-" + i);
      }
    }
  }

  private void enterWithoutAnAnswer(CuttingProxy.Cut cut, String room) throws Exception {
    DemoClient bob = DemoClient.login(node.base(), "live_room", "bob");
    assertThat(ann.addPusher(room).getInt("code")).isEqualTo(OK);
    proxy.cutNext(cut);

    JsonObject answer = bob.addPusher(room);

    assertThat(answer.getInt("code")).as("%s", answer).isEqualTo(Answered.TRY_AGAIN);
    assertThat(proxy.cutWithin(10)).isTrue();
    boolean recorded = cut == CuttingProxy.Cut.AFTER_THE_COMMIT;
    assertThat(pushers(room)).as(room).isEqualTo(recorded ? 2 : 1);
    assertThat(onceAnswered(() -> bob.addPusher(room)).getInt("code")).isEqualTo(OK);
    assertThat(pushers(room)).isEqualTo(2);
    assertThat(lines(room, "JOINED")).as(room).isEqualTo(2);
  }

  private void leaveWithoutAnAnswer(CuttingProxy.Cut cut, String room) throws Exception {
    proxy.cutNext(cut);

    assertThat(ann.call("destroy_room", room).getInt("code")).isEqualTo(Answered.TRY_AGAIN);

    assertThat(proxy.cutWithin(10)).isTrue();
    boolean recorded = cut == CuttingProxy.Cut.AFTER_THE_COMMIT;
    int again = onceAnswered(() -> ann.call("destroy_room", room)).getInt("code");
    assertThat(again == OK).as("%s: %d", room, again).isEqualTo(!recorded);
    assertThat(lines(room, "CLOSED")).as(room).isEqualTo(1);
  }

  /** Nothing comes, and nothing ends; the statement and its cancelling are given up after 7 s. */
  @Test
  void aDatabaseThatHangsIsGivenUpAndGoesOn() throws Exception {
    assertThat(ann.addPusher("hangs").getInt("code")).isEqualTo(OK);
    proxy.freeze(true);
    long asked = System.nanoTime();

    JsonObject answer = ann.call("destroy_room", "hangs");

    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    Figures.note(
        "PostgreSQL hangs: " + answer.getInt("code") + " after " + took.toMillis() + " ms");
    assertThat(answer.getInt("code")).as("%s", answer).isEqualTo(Answered.TRY_AGAIN);
    assertThat(took).isLessThan(STATEMENT_GIVEN_UP);
    assertThat(pushersOf("hangs").getInt("code")).as("a read needs no database").isEqualTo(OK);
    proxy.freeze(false);
    Until.within(
        15, () -> List.of(OK, 3).contains(ann.call("destroy_room", "hangs").getInt("code")));
    assertThat(lines("hangs", "CLOSED")).isEqualTo(1);
  }

  /** Every connection waits for a lock that somebody holds in the database. */
  @Test
  void whoFindsNoConnectionIsRefusedSoon() throws Exception {
    List<DemoClient> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(DemoClient.login(node.base(), "live_room", "one-of-many" + i));
    }
    Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    try (Connection blocker = database.connect();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("lock table session_line in access exclusive mode");
      Threads.each(CROWD, crowd, client -> answers.add(entered(client)));
      blocker.rollback();
    }

    Figures.note("no connection left: " + Figures.codes(List.copyOf(answers)));
    assertThat(answers).hasSize(CROWD).allMatch(a -> a.code() == Answered.TRY_AGAIN);
    assertThat(answers).allMatch(a -> a.took().compareTo(STATEMENT_GIVEN_UP) < 0);
    assertThat(answers)
        .filteredOn(a -> a.took().compareTo(NO_CONNECTION) < 0)
        .hasSizeGreaterThanOrEqualTo(CROWD - CONNECTIONS);
    Until.within(10, () -> entered(crowd.get(0)).ok());
  }

  private static Answered entered(DemoClient client) {
    long asked = System.nanoTime();
    int code = client.addPusher("of-" + client.userId()).getInt("code");
    long now = System.nanoTime();
    return new Answered("JOINED", client.userId(), code, now, Duration.ofNanos(now - asked));
  }

  /** For a second the pool may give a connection that was cut while nobody used it. */
  private static JsonObject onceAnswered(Supplier<JsonObject> request) {
    Instant limit = Instant.now().plusSeconds(5);
    JsonObject answer = request.get();
    while (answer.getInt("code") == Answered.TRY_AGAIN && Instant.now().isBefore(limit)) {
      answer = request.get();
    }
    return answer;
  }

  private JsonObject pushersOf(String room) {
    return ann.call("get_pushers", room);
  }

  private int pushers(String room) {
    JsonObject answer = onceAnswered(() -> pushersOf(room));
    assertThat(answer.getInt("code")).as("%s", answer).isEqualTo(OK);
    return answer.getJsonArray("pushers").size();
  }

  private int lines(String room, String kind) throws Exception {
    return Collections.frequency(Audit.at(node.base(), home()).kinds(room), kind);
  }
}
