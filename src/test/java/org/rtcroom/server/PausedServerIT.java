package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that did not run for 30 s puts nobody out who beats again: 80 members, timeout 20 s. The
 * record tells of the pause and of no eviction.
 */
class PausedServerIT {

  private static final int MEMBERS = 80;
  private static final int PAUSE_SECONDS = 30;

  /** More than the timeout of 20 s and, in a cluster, 4 s. */
  private static final int AFTERWARDS_SECONDS = 28;

  @TempDir private Path home;

  private static void pass(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  @Test
  void aPausedServerPutsNobodyOut() throws Exception {
    try (ServerProcess server = ServerProcess.start(home.resolve("paused"), settings());
        BeatingMembers members = BeatingMembers.at(List.of(server.base()), MEMBERS)) {
      pass(6);
      pause(server);
      pass(AFTERWARDS_SECONDS);

      assertThat(members.inside()).isEqualTo(MEMBERS);
      DemoRecord record = DemoRecord.of(server.base(), home.resolve("paused"));
      requireToldOf(record, members, 1);
    }
  }

  @Test
  void aPausedNodeOfAClusterCostsNobodyThePlace() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(home.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "paused");
      Map<String, String> settings = new HashMap<>(database.settings());
      settings.putAll(settings());
      settings.put("roomservice.cluster.enabled", "true");
      CompletableFuture<ServerProcess> starting =
          CompletableFuture.supplyAsync(() -> start("a", settings));
      try (ServerProcess b = start("b", settings);
          ServerProcess a = starting.join();
          BeatingMembers members = BeatingMembers.at(List.of(a.base(), b.base()), MEMBERS)) {
        pass(6);
        for (ServerProcess paused : List.of(a, b)) { // one of the two sweeps
          pause(paused);
          pass(AFTERWARDS_SECONDS);
          assertThat(members.inside()).isEqualTo(MEMBERS);
        }
        requireToldOf(DemoRecord.of(a.base(), home.resolve("cluster")), members, 2);
      }
    }
  }

  private ServerProcess start(String name, Map<String, String> settings) {
    return ServerProcess.startNode(home.resolve("cluster"), name, settings);
  }

  private static Map<String, String> settings() {
    return Map.of(
        "roomservice.rooms.multi-room.heartbeat-timeout",
        "20s",
        "roomservice.sweep.interval",
        "1s");
  }

  private static void pause(ServerProcess server) throws InterruptedException {
    server.freeze();
    pass(PAUSE_SECONDS);
    server.thaw();
  }

  private static void requireToldOf(DemoRecord record, BeatingMembers members, int pauses)
      throws Exception {
    for (String roomId : members.roomIds()) {
      assertThat(record.kinds(roomId)).as(roomId).doesNotContain("LEFT", "CLOSED");
    }
    List<JsonObject> told = record.items("access-log?kind=PAUSED");
    long longest =
        told.stream()
            .map(line -> line.getJsonObject("details").getJsonNumber("length").longValue())
            .filter(length -> length >= (PAUSE_SECONDS - 1) * 1_000L)
            .count();
    assertThat(longest).as("%s", told).isEqualTo(pauses);
    record.requireVerified();
  }
}
