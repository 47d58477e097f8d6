package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.Until;

/**
 * A dump that {@code pg_dump} made while the service ran, restored on a machine that has nothing,
 * with the home of before: what was open in the dump goes on, once an operator has acknowledged
 * that the dump is older than the checkpoints outside. Of H2 the same is shown by {@code
 * RestoredDatabaseIT}.
 */
class RestoreFaultIT {

  private static final String ACKNOWLEDGE = "roomservice.audit.acknowledge-restored";
  private static final Map<String, String> NOBODY_LAPSES =
      Map.of("roomservice.rooms.live-room.heartbeat-timeout", "1h");

  @TempDir Path folder;

  @Test
  void aDumpIsServedOnAnEmptyMachine() throws Exception {
    assumeTrue(installed("pg_dump") && installed("pg_restore"));
    Path home = folder.resolve("before");
    Path dump = folder.resolve("roomservice.dump");
    DemoClient ann;
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "roomservice");
      try (ServerProcess server = ServerProcess.start(home, database.settings(NOBODY_LAPSES))) {
        ann = DemoClient.login(server.base(), "live_room", "ann");
        closeOne(ann, home, "closed");
        assertThat(ann.addPusher("open").getInt("code")).isZero();
        run("pg_dump", "--format=custom", "--file=" + dump, "--dbname=" + superuser(postgres));
        closeOne(ann, home, "lost");
      }
    }
    Path restored = folder.resolve("after");
    keepWhatIsNotInTheDatabase(home, restored);
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("new-postgres"))) {
      PostgresDatabase database = PostgresDatabase.emptyOfOwner(postgres, "roomservice");
      run("pg_restore", "--exit-on-error", "--dbname=" + superuser(postgres), dump.toString());
      Map<String, String> settings = new HashMap<>(database.settings(NOBODY_LAPSES));
      try (ServerProcess server = ServerProcess.startAlive(restored, settings)) {
        settings.put(ACKNOWLEDGE, whatToAcknowledge(server));
      }
      try (ServerProcess server = ServerProcess.start(restored, settings)) {
        assertGoesOn(ann.at(server.base()), Audit.at(server.base(), restored));
      }
    }
  }

  private static void assertGoesOn(DemoClient ann, Audit audit) throws Exception {
    JsonObject open = ann.call("get_pushers", "open");
    assertThat(open.getInt("code")).as("%s", open).isZero();
    assertThat(open.getJsonArray("pushers")).hasSize(1);
    assertThat(ann.call("delete_pusher", "open").getInt("code")).isZero();
    assertThat(audit.kinds("open")).contains("OPENED", "LEFT", "CLOSED");
    assertThat(audit.kinds("closed")).contains("CLOSED");
    assertThat(audit.kinds("lost")).isEmpty();
    assertThat(audit.accessLog("RESTORED")).hasSize(1);
  }

  /** A session with its end, and a checkpoint over it outside. */
  private static void closeOne(DemoClient ann, Path home, String room) throws Exception {
    long before = checkpoints(home);
    assertThat(ann.addPusher(room).getInt("code")).isZero();
    assertThat(ann.call("delete_pusher", room).getInt("code")).isZero();
    Until.within(60, () -> checkpoints(home) > before);
  }

  private static long checkpoints(Path home) throws IOException {
    Path file = home.resolve("checkpoints.log");
    if (Files.notExists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /** The keys and the checkpoints: what README says to back up beside the database. */
  private static void keepWhatIsNotInTheDatabase(Path home, Path restored) throws IOException {
    Files.createDirectories(restored.resolve("keys"));
    try (Stream<Path> keys = Files.list(home.resolve("keys"))) {
      for (Path key : keys.toList()) {
        Path copy = restored.resolve("keys").resolve(key.getFileName());
        Files.copy(key, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    for (String file : List.of("checkpoints.log", "demo-api-key")) {
      Files.copy(home.resolve(file), restored.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static String whatToAcknowledge(ServerProcess server) throws Exception {
    String readiness = Http.get(server.base().resolve("ops/health/ready"), 503);
    Matcher matcher = Pattern.compile(ACKNOWLEDGE + "=(\\d+)").matcher(readiness);
    assertThat(matcher.find()).as(readiness).isTrue();
    return matcher.group(1);
  }

  private static String superuser(PostgresProcess postgres) {
    return postgres.url("roomservice").substring("jdbc:".length()) + "?user=postgres";
  }

  private static boolean installed(String command) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  private void run(String... command) throws Exception {
    Path log = folder.resolve("commands.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(process.waitFor()).as("%s", Files.readString(log)).isZero();
  }
}
