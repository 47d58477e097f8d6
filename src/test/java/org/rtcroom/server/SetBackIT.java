package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is set back under a running node, as by a snapshot or by a standby that lacked the
 * last commits. The node finds out, signs nothing, says what there is to do, and goes on once that
 * is done.
 */
class SetBackIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String FAMILY = "double_room";
  private static final String ACKNOWLEDGE = "roomservice.audit.acknowledge-restored";
  private static final Pattern NUMBER = Pattern.compile("\\\\\"number\\\\\":(\\d+)");

  private final Path folder;
  private final Path home;
  private final Path snapshot;
  private PostgresProcess postgres;
  private PostgresDatabase database;

  SetBackIT(@TempDir Path folder) {
    this.folder = folder;
    home = folder.resolve("set-back");
    snapshot = folder.resolve("snapshot");
  }

  @BeforeEach
  void aDatabase() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    database = PostgresDatabase.create(postgres, "set_back");
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  void aDatabaseThatLostCheckpointsIsServedOnceThatIsAcknowledged() throws Exception {
    Map<String, String> settings =
        database.settings(Map.of("roomservice.rooms.double-room.heartbeat-timeout", "1h"));
    String acknowledge;
    long last;
    DemoClient ann;
    DemoClient bob;
    try (ServerProcess server = ServerProcess.start(home, settings)) {
      ann = DemoClient.login(server.base(), FAMILY, "ann");
      bob = DemoClient.login(server.base(), FAMILY, "bob");
      assertThat(ann.addPusher("kept").getInt("code")).isZero();
      closeOne(bob, "before");
      postgres.snapshot(snapshot);
      Until.within(60, () -> bob.addPusher("kept").getInt("code") == 0);
      assertThat(bob.addPusher("lost").getInt("code")).isZero();
      closeOne(bob, "after");
      last = numbers().size() - 1L;

      postgres.setBack(snapshot);

      Until.within(60, () -> ready(server).statusCode() == 503);
      Until.within(10, () -> ready(server).body().contains(ACKNOWLEDGE));
      acknowledge = acknowledgement(ready(server).body());
      assertNotServed(server, ann);
      assertThat(numbers()).hasSize((int) last + 1);
    }
    try (ServerProcess server = ServerProcess.startAlive(home, settings)) {
      assertThat(ready(server).body()).contains(ACKNOWLEDGE + "=" + acknowledge);
    }
    Map<String, String> acknowledged = database.settings(Map.of(ACKNOWLEDGE, acknowledge));
    try (ServerProcess server = ServerProcess.start(home, acknowledged)) {
      assertThat(ann.at(server.base()).call("get_pushers", "kept").getInt("code"))
          .as("members log in again")
          .isEqualTo(7);
      DemoClient annAgain = DemoClient.login(server.base(), FAMILY, "ann");
      DemoClient bobAgain = DemoClient.login(server.base(), FAMILY, "bob");
      assertThat(annAgain.call("get_pushers", "kept").getJsonArray("pushers")).hasSize(1);
      assertThat(bobAgain.call("pusher_heartbeat", "kept").getInt("code"))
          .as("not a member any more")
          .isEqualTo(5);
      assertThat(bobAgain.call("pusher_heartbeat", "lost").getInt("code"))
          .as("not a member of what is not there")
          .isEqualTo(5);
      assertThat(bobAgain.call("get_pushers", "lost").getInt("code"))
          .as("no such room any more")
          .isEqualTo(1);
      closeOne(DemoClient.login(server.base(), FAMILY, "cat"), "again");
      String lost = Long.parseLong(acknowledge) + 1 + "-" + last;
      BothVerifiers.requireClean(server.base(), home, lost);
    }
    assertEachNumberOnce();
  }

  /** Less than a checkpoint: nothing outside knows of it but the node itself. */
  @Test
  void aDatabaseThatLostLessThanACheckpointIsServedAfterAnotherStart() throws Exception {
    Map<String, String> settings =
        database.settings(Map.of("roomservice.audit.checkpoint-interval", "1h"));
    try (ServerProcess server = ServerProcess.start(home, settings)) {
      DemoClient.login(server.base(), FAMILY, "ann");
      Until.within(60, () -> !numbers().isEmpty());
      postgres.snapshot(snapshot);
      Until.within(60, () -> code(server, "bob") == 0);

      postgres.setBack(snapshot);

      Until.within(60, () -> ready(server).statusCode() == 503 && halted(server));
      assertThat(ready(server).body()).contains("Start this node again");
      assertThat(code(server, "cat")).isEqualTo(503);
    }
    try (ServerProcess server = ServerProcess.start(home, settings)) {
      assertThat(code(server, "cat")).isZero();
      BothVerifiers.requireClean(server.base(), home, "");
    }
    assertEachNumberOnce();
  }

  private static boolean halted(ServerProcess server) throws Exception {
    return ready(server).body().contains("it was set back");
  }

  private static int code(ServerProcess server, String user) {
    return DemoClient.tryLogin(server.base(), FAMILY, user).getInt("code");
  }

  private static void assertNotServed(ServerProcess server, DemoClient member) throws Exception {
    JsonObject refused = member.call("get_pushers", "kept");
    assertThat(refused.getInt("code")).isEqualTo(503);
    assertThat(refused.getString("message")).contains("does not serve", "/ops/health/ready");
    assertThat(code(server, "cat")).isEqualTo(503);
  }

  /** A session with its end, and a checkpoint over it outside. */
  private void closeOne(DemoClient client, String room) throws Exception {
    int before = numbers().size();
    assertThat(client.addPusher(room).getInt("code")).isZero();
    assertThat(client.call("delete_pusher", room).getInt("code")).isZero();
    Until.within(60, () -> numbers().size() > before);
  }

  private List<Long> numbers() throws Exception {
    List<Long> numbers = new ArrayList<>();
    Path file = home.resolve("checkpoints.log");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        Matcher number = NUMBER.matcher(line);
        if (line.contains("\"body\"") && number.find()) {
          numbers.add(Long.parseLong(number.group(1)));
        }
      }
    }
    return numbers;
  }

  private void assertEachNumberOnce() throws Exception {
    List<Long> numbers = numbers();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i);
    }
  }

  private static String acknowledgement(String readiness) {
    Matcher matcher = Pattern.compile(ACKNOWLEDGE + "=(-?\\d+)").matcher(readiness);
    assertThat(matcher.find()).as(readiness).isTrue();
    return matcher.group(1);
  }

  private static HttpResponse<String> ready(ServerProcess server) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.base().resolve("ops/health/ready")).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
