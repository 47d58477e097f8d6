package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL, started at the same moment on an empty database. Whatever is said
 * through one node holds on the other. {@code it.cluster.rounds} says how often each race is run,
 * {@code it.cluster.reads} how often one node reads what the other just wrote.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

  private static final int ROUNDS = Integer.getInteger("it.cluster.rounds", 30);
  private static final int READS = Integer.getInteger("it.cluster.reads", 500);
  private static final int OK = 0;
  private static final int NOT_AUTHENTICATED = 7;
  private static final String LIVE = "live_room";
  private static final String DOUBLE = "double_room";

  @TempDir private static Path home;
  private static PostgresProcess postgres;
  private static PostgresDatabase database;
  private static ServerProcess nodeA;
  private static ServerProcess nodeB;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @BeforeAll
  static void startBothAtOnce() throws Exception {
    postgres = PostgresProcess.start(home.resolve("postgres"));
    database = PostgresDatabase.create(postgres, "cluster");
    Future<ServerProcess> a = THREADS.submit(() -> start("a"));
    Future<ServerProcess> b = THREADS.submit(() -> start("b"));
    nodeA = a.get();
    nodeB = b.get();
  }

  private static ServerProcess start(String name) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("roomservice.cluster.enabled", "true");
    settings.put("roomservice.cluster.heartbeat-flush", "1s");
    settings.put("roomservice.cluster.gone-after", "10s"); // what is killed does not come back
    settings.put("roomservice.rooms.multi-room.heartbeat-timeout", "3s");
    settings.put("roomservice.rooms.multi-room.idle-timeout", "1h");
    return ServerProcess.startNode(home.resolve("node"), name, settings);
  }

  @AfterAll
  static void stop() throws Exception {
    THREADS.shutdownNow();
    for (AutoCloseable started : Arrays.asList(nodeA, nodeB, postgres)) {
      if (started != null) {
        started.close();
      }
    }
  }

  private static DemoClient onA(String family, String userId) {
    return DemoClient.login(nodeA.base(), family, userId);
  }

  private static JsonObject create(DemoClient client, String roomId) {
    return client.call(
        "create_room",
        Json.createObjectBuilder()
            .add("userID", client.userId())
            .add("roomID", roomId)
            .add("roomInfo", "info")
            .build());
  }

  private static int code(JsonObject answer) {
    return answer.getInt("code");
  }

  private static List<String> pushers(DemoClient client, String roomId) {
    JsonObject room = client.call("get_pushers", roomId);
    assertThat(code(room)).as("%s", room).isEqualTo(OK);
    return room.getJsonArray("pushers").stream()
        .map(pusher -> pusher.asJsonObject().getString("userID"))
        .toList();
  }

  /** Both at the same moment; their answers in the same order. */
  private static <T> List<T> together(Callable<T> one, Callable<T> other) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<T>> both = new ArrayList<>();
    for (Callable<T> call : List.of(one, other)) {
      both.add(
          THREADS.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    return List.of(both.get(0).get(), both.get(1).get());
  }

  @Test
  @Order(1)
  void aReadOnOneNodeShowsWhatTheOtherJustWrote() {
    DemoClient ann = onA(LIVE, "reader");
    DemoClient bob = onA(LIVE, "writer");
    assertThat(code(ann.addPusher("fresh"))).isEqualTo(OK);
    List<Integer> stale = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      boolean throughA = i / 2 % 2 == 0;
      DemoClient writer = bob.at(throughA ? nodeA.base() : nodeB.base());
      DemoClient reader = ann.at(throughA ? nodeB.base() : nodeA.base());
      boolean enters = i % 2 == 0;
      JsonObject written =
          enters ? writer.addPusher("fresh") : writer.call("delete_pusher", "fresh");
      assertThat(code(written)).as("%s", written).isEqualTo(OK);
      if (pushers(reader, "fresh").contains("writer") != enters) {
        stale.add(i);
      }
      reader.call("pusher_heartbeat", "fresh");
    }

    assertThat(stale).isEmpty();
  }

  @Test
  @Order(2)
  void theLastPlaceIsGivenOnce() throws Exception {
    DemoClient ann = onA(DOUBLE, "last-ann");
    DemoClient bob = onA(DOUBLE, "last-bob");
    DemoClient cat = onA(DOUBLE, "last-cat").at(nodeB.base());
    for (int i = 0; i < ROUNDS; i++) {
      String room = "last" + i;
      assertThat(code(ann.addPusher(room))).isEqualTo(OK);

      List<JsonObject> answers = together(() -> bob.addPusher(room), () -> cat.addPusher(room));

      assertThat(answers).as("round %s", i).filteredOn(answer -> code(answer) == OK).hasSize(1);
      String winner = code(answers.get(0)) == OK ? "last-bob" : "last-cat";
      assertThat(pushers(ann, room)).containsExactly("last-ann", winner);
      assertThat(pushers(ann.at(nodeB.base()), room)).containsExactly("last-ann", winner);
    }
  }

  @Test
  @Order(3)
  void anIdIsGivenOnce() throws Exception {
    DemoClient ann = onA(DOUBLE, "id-ann");
    DemoClient bob = onA(DOUBLE, "id-bob").at(nodeB.base());
    for (int i = 0; i < ROUNDS; i++) {
      String room = "id" + i;

      List<JsonObject> answers = together(() -> create(ann, room), () -> create(bob, room));

      assertThat(answers).as("round %s", i).filteredOn(answer -> code(answer) == OK).hasSize(1);
      assertThat(openSessions(room)).isEqualTo(1);
    }
  }

  @Test
  @Order(4)
  void whoJoinsWhileTheRoomIsDestroyedIsOutOrInARoomOfTheirOwn() throws Exception {
    DemoClient ann = onA(LIVE, "end-ann");
    DemoClient bob = onA(LIVE, "end-bob").at(nodeB.base());
    for (int i = 0; i < ROUNDS; i++) {
      String room = "end" + i;
      assertThat(code(ann.addPusher(room))).isEqualTo(OK);

      List<JsonObject> answers =
          together(() -> ann.call("destroy_room", room), () -> bob.addPusher(room));

      assertThat(code(answers.get(0))).as("%s", answers).isEqualTo(OK);
      int open = openSessions(room);
      JsonObject seenByA = ann.call("get_pushers", room);
      JsonObject seenByB = ann.at(nodeB.base()).call("get_pushers", room);
      assertThat(code(seenByA)).isEqualTo(code(seenByB));
      assertThat(code(seenByA) == OK).as("round %s: %s", i, answers).isEqualTo(open == 1);
      if (open == 1) {
        assertThat(pushers(ann, room)).containsExactly("end-bob");
      }
    }
  }

  @Test
  @Order(5)
  void aUserWhoEntersThroughBothNodesIsInOnce() throws Exception {
    DemoClient ann = onA(DOUBLE, "twice-ann");
    DemoClient other = ann.at(nodeB.base());
    for (int i = 0; i < ROUNDS; i++) {
      String room = "twice" + i;

      List<JsonObject> answers = together(() -> ann.addPusher(room), () -> other.addPusher(room));

      assertThat(answers).as("round %s", i).allMatch(answer -> code(answer) == OK);
      assertThat(pushers(ann, room)).containsExactly("twice-ann");
      assertThat(openSessions(room)).isEqualTo(1);
      assertThat(lines(room, "JOINED")).isEqualTo(1);
    }
  }

  /** The one that came first may be taken elsewhere for as long as the setting allows. */
  @Test
  @Order(6)
  void ofTwoLoginsOneHolds() throws Exception {
    List<List<DemoClient>> logins = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      String user = "login" + i;
      logins.add(
          together(
              () -> DemoClient.login(nodeA.base(), DOUBLE, user),
              () -> DemoClient.login(nodeB.base(), DOUBLE, user)));
    }
    for (List<DemoClient> both : logins) {
      Until.within(20, () -> valid(both, nodeA) + valid(both, nodeB) == 2);
      boolean first = valid(both.subList(0, 1), nodeA) == 1;
      DemoClient holder = both.get(first ? 0 : 1);
      assertThat(valid(List.of(holder), nodeB)).isEqualTo(1);
    }
  }

  private static int valid(List<DemoClient> clients, ServerProcess node) {
    return (int)
        clients.stream()
            .map(client -> client.at(node.base()).call("get_pushers", "no-such-room"))
            .filter(answer -> code(answer) != NOT_AUTHENTICATED)
            .count();
  }

  @Test
  @Order(7)
  void nothingIsLostOfWhatBothNodesCount() throws Exception {
    DemoClient ann = onA(LIVE, "count-ann");
    assertThat(code(ann.addPusher("count"))).isEqualTo(OK);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<JsonObject> answers =
          together(() -> increment(ann), () -> increment(ann.at(nodeB.base())));
      accepted += (int) answers.stream().filter(answer -> code(answer) == OK).count();
    }

    JsonObject info = ann.at(nodeB.base()).call("get_custom_info", "count");
    assertThat(info.toString()).contains("\\\"likes\\\":" + accepted);
    assertThat(accepted).isEqualTo(2 * ROUNDS);
  }

  private static JsonObject increment(DemoClient client) {
    return client.call(
        "set_custom_field",
        Json.createObjectBuilder()
            .add("userID", client.userId())
            .add("roomID", "count")
            .add("fieldName", "likes")
            .add("operation", "inc")
            .build());
  }

  /**
   * Timeout 3 s and twice 1 s; whichever node sweeps, the other one's member is not its to evict.
   */
  @Test
  @Order(8)
  void aMemberThatBeatsOnOneNodeOnlyStaysAndASilentOneGoes() throws Exception {
    DemoClient onlyA = onA("multi_room", "only-a");
    DemoClient onlyB = onA("multi_room", "only-b").at(nodeB.base());
    DemoClient silent = onA("multi_room", "silent");
    for (DemoClient client : List.of(onlyA, onlyB, silent)) {
      assertThat(code(client.addPusher("beats"))).isEqualTo(OK);
    }

    Until.within(
        40,
        () -> {
          assertThat(code(onlyA.call("pusher_heartbeat", "beats"))).isEqualTo(OK);
          assertThat(code(onlyB.call("pusher_heartbeat", "beats"))).isEqualTo(OK);
          return pushers(onlyA, "beats").size() == 2;
        });

    long evictedAfter = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < evictedAfter) {
      assertThat(code(onlyA.call("pusher_heartbeat", "beats"))).isEqualTo(OK);
      assertThat(code(onlyB.call("pusher_heartbeat", "beats"))).isEqualTo(OK);
    }
    assertThat(pushers(onlyB, "beats")).containsExactly("only-a", "only-b");
  }

  @Test
  @Order(9)
  void whenTheNodeThatSweepsIsKilledTheOtherTakesOverAndRoomsGoOn() throws Exception {
    DemoClient ann = onA("multi_room", "after-ann");
    DemoClient bob = onA("multi_room", "after-bob");
    assertThat(code(ann.addPusher("after"))).isEqualTo(OK);
    assertThat(code(bob.addPusher("after"))).isEqualTo(OK);
    String sweeper = sweeper();
    ServerProcess killed = sweeper.equals("a") ? nodeA : nodeB;
    ServerProcess left = sweeper.equals("a") ? nodeB : nodeA;

    killed.kill9();

    DemoClient annLeft = ann.at(left.base());
    assertThat(pushers(annLeft, "after")).containsExactly("after-ann", "after-bob");
    Until.within(60, () -> !sweeper().equals(sweeper));
    Until.within(
        60,
        () -> {
          assertThat(code(annLeft.call("pusher_heartbeat", "after"))).isEqualTo(OK);
          return pushers(annLeft, "after").size() == 1;
        });
    assertThat(pushers(annLeft, "after")).containsExactly("after-ann");
  }

  private static String sweeper() throws SQLException {
    return text("select holder from lease where name = 'sweep'");
  }

  private static int openSessions(String roomId) throws SQLException {
    return Integer.parseInt(
        text(
            "select count(*) from session_head where closed_millis is null and room_id = '"
                + roomId
                + "'"));
  }

  private static int lines(String roomId, String kind) throws SQLException {
    return Integer.parseInt(
        text(
            "select count(*) from session_line l join session_head h on h.session_id = l.chain"
                + " where l.kind = '"
                + kind
                + "' and h.room_id = '"
                + roomId
                + "'"));
  }

  private static String text(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }
}
