package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.Until;
import org.rtcroom.tencent.FakeTencent;
import org.rtcroom.tencent.Fault;

/**
 * IM and live API misbehave together. Whoever opens a room learns in time that it has no group;
 * whatever else clients do in rooms that are open is not slower for it, though more of them wait
 * than exchanges are allowed; who is silent is evicted though nobody tells of its stream; and what
 * could not be told is told afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudFaultIT {

  /** What both services do wrong. */
  enum Misbehaviour {
    DOWN(Fault.none()),
    CLOSES_CONNECTIONS(Fault.manner(Fault.Manner.DROPPED)),
    HANGS(Fault.manner(Fault.Manner.NEVER)),
    DRIPS_HEADS(Fault.manner(Fault.Manner.DRIPPING_HEAD)),
    DRIPS_BODIES(Fault.manner(Fault.Manner.DRIPPING_BODY)),
    TALKS_GARBAGE(Fault.garbage("{\"ErrorCode\":[\u0000")),
    FAILS(Fault.status(500));

    private final Fault fault;

    Misbehaviour(Fault fault) {
      this.fault = fault;
    }
  }

  private static final String SECRET_KEY = "shared-secret-of-this-test";
  private static final String API_KEY = "api-key-of-this-test";
  private static final String APP_ID = "1252000001";
  private static final FakeTencent.Account ACCOUNT =
      new FakeTencent.Account("1400000000", "administrator", "", SECRET_KEY, APP_ID, API_KEY);

  private static final int OK = 0;
  private static final int NO_GROUP = 6;
  private static final int NO_SUCH_ROOM = 1;

  /** More than may be under way with one service at once. */
  private static final int OPENERS = 80;

  private static final int ROUNDS = 10;
  private static final int HOSTS = 8;

  /** 8 s for the exchange, and what a busy machine adds. */
  private static final Duration OPENING_GIVEN_UP = Duration.ofSeconds(12);

  /** What a busy machine may take without any fault; less than an exchange that hangs. */
  private static final Duration NOT_SLOWED = Duration.ofSeconds(4);

  private static final int EVICTED_WITHIN_SECONDS = 60;
  private static final int TOLD_WITHIN_SECONDS = 90;

  private final Path home;
  private FakeTencent cloud = new FakeTencent(0, ACCOUNT);
  private ServerProcess server;

  CloudFaultIT(@TempDir Path home) {
    this.home = home;
  }

  @BeforeAll
  void start() {
    String base = cloud.base().toString();
    server =
        ServerProcess.start(
            home,
            Map.ofEntries(
                Map.entry("roomservice.im.enabled", "true"),
                Map.entry("roomservice.im.base-url", base),
                Map.entry("roomservice.im.secret-key", SECRET_KEY),
                Map.entry("roomservice.im.issue", "v2"),
                Map.entry("roomservice.im.timeout", "8s"),
                Map.entry("roomservice.live.api-enabled", "true"),
                Map.entry("roomservice.live.api-base-url", base),
                Map.entry("roomservice.live.app-id", APP_ID),
                Map.entry("roomservice.live.api-key", API_KEY),
                Map.entry("roomservice.live.api-timeout", "8s"),
                Map.entry("roomservice.sweep.interval", "1s"),
                Map.entry("roomservice.sweep.stream-state-attempts", "2"),
                Map.entry("roomservice.rooms.live-room.heartbeat-timeout", "1h"),
                Map.entry("roomservice.rooms.multi-room.heartbeat-timeout", "3s")));
  }

  @AfterEach
  void heal() {
    cloud.heal();
  }

  @AfterAll
  void stop() {
    server.close();
    cloud.close();
  }

  @ParameterizedTest
  @EnumSource
  void nobodyWaitsForACloudThat(Misbehaviour how) throws Exception {
    List<DemoClient> hosts = logIn("live_room", HOSTS, how + "-host");
    List<DemoClient> guests = logIn("live_room", HOSTS, how + "-guest");
    List<DemoClient> openers = logIn("live_room", OPENERS, how + "-opener");
    for (DemoClient host : hosts) {
      assertThat(open(host, roomOf(host))).isEqualTo(OK);
      assertThat(host.addPusher(roomOf(host)).getInt("code")).isEqualTo(OK);
    }
    DemoClient silent = logIn("multi_room", 1, how + "-silent").get(0);
    assertThat(open(silent, roomOf(silent))).isEqualTo(OK);
    int port = cloud.base().getPort();
    misbehave(how);
    long began = System.nanoTime();
    assertThat(silent.addPusher(roomOf(silent)).getInt("code")).isEqualTo(OK);

    Queue<Answered> refused = new ConcurrentLinkedQueue<>();
    Queue<Answered> served = new ConcurrentLinkedQueue<>();
    ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    CompletableFuture<Void> opening =
        CompletableFuture.runAsync(() -> openAtOnce(openers, refused), elsewhere);
    for (int i = 0; i < ROUNDS; i++) {
      Threads.each(HOSTS, guests, guest -> visit(guest, hosts.get(guests.indexOf(guest)), served));
    }
    opening.join();
    elsewhere.shutdown();
    DemoClient leaver = hosts.get(0);
    served.add(timed("CLOSED", leaver, () -> code(leaver, "destroy_room", roomOf(leaver))));
    Until.within(
        EVICTED_WITHIN_SECONDS, () -> code(silent, "get_pushers", roomOf(silent)) == NO_SUCH_ROOM);
    long evicted = System.nanoTime();

    assertThat(refused).hasSize(OPENERS).allMatch(a -> a.code() == NO_GROUP);
    assertThat(served).hasSize(HOSTS * ROUNDS * 4 + 1).allMatch(Answered::ok);
    if (how == Misbehaviour.DOWN) {
      cloud = new FakeTencent(port, ACCOUNT);
    }
    cloud.heal();
    int before = cloud.calls().size();
    long healed = System.nanoTime();
    Until.within(TOLD_WITHIN_SECONDS, () -> told(FakeTencent.DESTROY, roomOf(leaver), before));
    for (DemoClient host : hosts.subList(1, HOSTS)) {
      Until.within(TOLD_WITHIN_SECONDS, () -> told(FakeTencent.NOTIFY, roomOf(host), before));
    }

    Figures.note(
        "IM and live API, %s: opening %s; all else %s; silent member evicted after %d ms; all told %d ms after the end"
            .formatted(
                how,
                Figures.codes(List.copyOf(refused)),
                Figures.codes(List.copyOf(served)),
                (evicted - began) / 1_000_000,
                (System.nanoTime() - healed) / 1_000_000));
    assertThat(refused).allMatch(a -> a.took().compareTo(OPENING_GIVEN_UP) < 0);
    assertThat(served).allMatch(a -> a.took().compareTo(NOT_SLOWED) < 0);
    assertThat(open(openers.get(0), "afterwards-" + how)).isEqualTo(OK);
  }

  private void misbehave(Misbehaviour how) {
    if (how == Misbehaviour.DOWN) {
      cloud.close();
      return;
    }
    for (String operation :
        List.of(
            FakeTencent.CREATE,
            FakeTencent.DESTROY,
            FakeTencent.NOTIFY,
            FakeTencent.STREAM_STATE)) {
      cloud.fail(operation, how.fault);
    }
  }

  private List<DemoClient> logIn(String family, int users, String name) {
    List<DemoClient> clients = new ArrayList<>();
    IntStream.range(0, users)
        .forEach(i -> clients.add(DemoClient.login(server.base(), family, name + i)));
    return clients;
  }

  private static String roomOf(DemoClient client) {
    return "of-" + client.userId();
  }

  private static void openAtOnce(List<DemoClient> openers, Queue<Answered> answers) {
    try {
      Threads.each(
          OPENERS,
          openers,
          opener -> answers.add(timed("OPENED", opener, () -> open(opener, roomOf(opener)))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void visit(DemoClient guest, DemoClient host, Queue<Answered> answers) {
    String room = roomOf(host);
    answers.add(timed("JOINED", guest, () -> guest.addPusher(room).getInt("code")));
    for (String operation : List.of("pusher_heartbeat", "get_pushers", "delete_pusher")) {
      answers.add(timed(operation, guest, () -> code(guest, operation, room)));
    }
  }

  private static Answered timed(String kind, DemoClient client, IntSupplier operation) {
    long asked = System.nanoTime();
    int code = operation.getAsInt();
    long now = System.nanoTime();
    return new Answered(kind, roomOf(client), code, now, Duration.ofNanos(now - asked));
  }

  private static int code(DemoClient client, String operation, String room) {
    return client.call(operation, room).getInt("code");
  }

  private static int open(DemoClient client, String room) {
    return client
        .call(
            "create_room",
            Json.createObjectBuilder()
                .add("userID", client.userId())
                .add("roomID", room)
                .add("roomInfo", "info")
                .build())
        .getInt("code");
  }

  private boolean told(String operation, String room, int before) {
    return cloud.calls().stream()
        .skip(before)
        .anyMatch(call -> call.operation().equals(operation) && call.groupId().equals(room));
  }
}
