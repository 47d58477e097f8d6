package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.ServerProcess;

/**
 * What a start finds in the record: sessions that are spoilt, which stop nobody else, and many,
 * which take their time. {@code it.faults.rooms} says how many, {@code it.faults.counts} how often
 * is counted in one.
 */
class StartFaultIT {

  private static final int ROOMS = Integer.getInteger("it.faults.rooms", 300);
  private static final int COUNTS = Integer.getInteger("it.faults.counts", 3_000);
  private static final int AT_ONCE = 16;
  private static final int LINES = 4;

  /** The code of what may be tried again. */
  private static final int BUSY = 503;

  private static final Map<String, String> NOBODY_LAPSES =
      Map.of("roomservice.rooms.live-room.heartbeat-timeout", "10h");

  @TempDir Path folder;

  private Path home() {
    return folder.resolve("found");
  }

  @Test
  void spoiltSessionsAreNotServedAndAllOthersAre() throws Exception {
    List<String> rooms = List.of("whole", "changed", "of-a-later-version");
    DemoClient ann;
    try (ServerProcess server = ServerProcess.start(home(), NOBODY_LAPSES)) {
      ann = DemoClient.login(server.base(), "live_room", "ann");
      for (String room : rooms) {
        assertThat(ann.addPusher(room).getInt("code")).isZero();
      }
      server.kill9();
    }
    try (H2File file = H2File.in(home())) {
      file.change("changed");
      file.makeLaterVersions("of-a-later-version", "HOLOGRAM");
    }
    try (ServerProcess server = ServerProcess.start(home(), NOBODY_LAPSES)) {
      DemoClient again = ann.at(server.base());
      Map<String, Integer> codes = new HashMap<>();
      for (String room : rooms) {
        codes.put(room, again.addPusher(room).getInt("code"));
      }
      Figures.note("entering sessions that were spoilt before the start: " + codes);
      assertThat(codes.remove("whole")).isZero();
      assertThat(codes).doesNotContainValue(0);
      assertThat(again.call("get_pushers", "whole").getInt("code")).isZero();
      assertThat(again.addPusher("another").getInt("code")).isZero();
      assertThat(Files.readString(server.log())).contains("replayed: 1 rooms, 2 quarantined");
    }
  }

  /** They make its schema, the keys in their home, and each its own access log. */
  @Test
  void twoNodesThatFindAnEmptyDatabaseAtTheSameMomentBothServe() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.empty(postgres, "fresh");
      try (Nodes nodes = Nodes.several(home(), 2, database.settings(NOBODY_LAPSES))) {
        for (URI opening : nodes.bases()) {
          DemoClient ann = DemoClient.login(opening, "live_room", "ann");
          String room = "by-" + opening.getPort();
          assertThat(ann.addPusher(room).getInt("code")).isZero();
          for (URI reading : nodes.bases()) {
            JsonObject found = ann.at(reading).call("get_pushers", room);
            assertThat(found.getInt("code")).as("%s", found).isZero();
          }
        }
        Audit audit = Audit.at(nodes.bases().get(0), home());
        assertThat(audit.accessLog("STARTED")).hasSize(2);
        audit.requireVerified();
      }
    }
  }

  @Test
  void manyRoomsAreBackSoonOnH2() throws Exception {
    manyRooms("H2", NOBODY_LAPSES);
  }

  @Test
  void manyRoomsAreBackSoonOnPostgres() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "many");
      manyRooms("PostgreSQL", database.settings(NOBODY_LAPSES));
    }
  }

  private void manyRooms(String what, Map<String, String> settings) throws Exception {
    try (ServerProcess server = ServerProcess.start(home(), settings)) {
      List<DemoClient> clients = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        clients.add(DemoClient.login(server.base(), "live_room", "user" + i));
      }
      Threads.each(AT_ONCE, clients, client -> open(client, clients.indexOf(client)));
      server.kill9();
    }
    long began = System.nanoTime();
    try (ServerProcess server = ServerProcess.start(home(), settings)) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      String replayed = replayed(server.log());
      Figures.note(
          "start on %s with %d rooms of %d lines: ready after %d ms; %s"
              .formatted(what, ROOMS, LINES, took.toMillis(), replayed));
      assertThat(replayed.replace(",", "")).contains("replayed: " + ROOMS + " rooms 0 quarantined");
    }
  }

  @Test
  void aRoomInWhichMuchWasCountedIsBackSoon() throws Exception {
    try (ServerProcess server = ServerProcess.start(home(), NOBODY_LAPSES)) {
      DemoClient ann = DemoClient.login(server.base(), "live_room", "ann");
      assertThat(ann.addPusher("counted").getInt("code")).isZero();
      List<Integer> shares = IntStream.range(0, AT_ONCE).boxed().toList();
      AtomicInteger busy = new AtomicInteger();
      Threads.each(
          AT_ONCE,
          shares,
          share -> {
            for (int i = share; i < COUNTS; i += AT_ONCE) {
              likeUntilDone(ann, busy);
            }
          });
      Figures.note(
          "of %d counts %d were refused as busy and sent again".formatted(COUNTS, busy.get()));
      server.kill9();
    }
    try (ServerProcess server = ServerProcess.start(home(), NOBODY_LAPSES)) {
      JsonObject session = Audit.at(server.base(), home()).get("sessions?roomID=counted");
      Figures.note(
          "start with one room of %d counts: %s; %s"
              .formatted(COUNTS, replayed(server.log()), session));
      DemoClient bob = DemoClient.login(server.base(), "live_room", "bob");
      assertThat(bob.call("get_custom_info", "counted").toString())
          .contains("\\\"likes\\\":" + COUNTS);
    }
  }

  /** The share of one client of all rooms. */
  private static void open(DemoClient client, int share) {
    IntStream.range(0, ROOMS)
        .filter(i -> i % AT_ONCE == share)
        .mapToObj(i -> "many" + i)
        .forEach(
            room -> {
              assertThat(client.addPusher(room).getInt("code")).isZero();
              assertThat(like(client, room)).isZero();
              assertThat(like(client, room)).isZero();
            });
  }

  /** A count that was refused as busy was not carried out, and never will be. */
  private static void likeUntilDone(DemoClient client, AtomicInteger busy) {
    int code = like(client, "counted");
    while (code == BUSY) {
      busy.incrementAndGet();
      code = like(client, "counted");
    }
    assertThat(code).isZero();
  }

  private static int like(DemoClient client, String room) {
    return client
        .call(
            "set_custom_field",
            Json.createObjectBuilder()
                .add("userID", client.userId())
                .add("roomID", room)
                .add("fieldName", "likes")
                .add("operation", "inc")
                .build())
        .getInt("code");
  }

  /** The last of these lines in the log. */
  private static String replayed(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("replayed: "))
          .map(line -> line.substring(line.indexOf("replayed: ")))
          .reduce("nothing was replayed", (first, second) -> second);
    }
  }
}
