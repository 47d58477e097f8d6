package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stories as users live them: two people, what each of them sees, and what the record says of it
 * afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoriesIT {

  private static final int NOT_A_MEMBER = 5;

  private final Path home;
  private ServerProcess server;
  private DemoRecord record;

  StoriesIT(@TempDir Path folder) {
    this.home = folder.resolve("stories");
  }

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(home, Map.of());
    record = DemoRecord.of(server.base(), home);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static List<String> seen(JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isZero();
    return answer.getJsonArray("pushers").getValuesAs(JsonObject.class).stream()
        .map(pusher -> pusher.getString("userID"))
        .toList();
  }

  /** Each line of a room's only session: its kind, its user and, if it has one, its reason. */
  private List<String> lines(String family, String room) throws Exception {
    List<JsonObject> sessions = record.items("sessions?family=" + family + "&roomID=" + room);
    assertThat(sessions).hasSize(1);
    String session = sessions.get(0).getString("sessionId");
    List<String> lines = new ArrayList<>();
    for (JsonObject line : record.items("sessions/" + session + "/events?limit=500")) {
      String user = line.isNull("userID") ? "" : " " + line.getString("userID");
      String reason = line.getJsonObject("details").getString("reason", "");
      lines.add((line.getString("kind") + user + " " + reason).strip());
    }
    return lines;
  }

  /**
   * The address of the one was typed with a slash too many, that of the other is of the documents.
   */
  @Test
  void twoGenerationsMeetUnderTheNamesThatTheyKnow() throws Exception {
    DemoClient windows = DemoClient.login(server.base(), "multi_room//", "story_windows");
    DemoClient android = DemoClient.login(server.base(), "rtc_room", "story_android");
    assertThat(windows.addPusher("story").getInt("code")).isZero();
    assertThat(android.addPusher("story").getInt("code")).isZero();

    assertThat(seen(windows.call("get_pushers", "story")))
        .containsExactly("story_windows", "story_android");
    assertThat(seen(android.call("pusher_heartbeat", "story")))
        .containsExactly("story_windows", "story_android");
    assertThat(windows.call("delete_pusher", "story").getInt("code")).isZero();
    assertThat(seen(android.call("pusher_heartbeat", "story"))).containsExactly("story_android");
    assertThat(windows.call("pusher_heartbeat", "story").getInt("code")).isEqualTo(NOT_A_MEMBER);
    assertThat(android.call("delete_pusher", "story").getInt("code")).isZero();

    assertThat(lines("multi_room", "story"))
        .containsExactly(
            "OPENED story_windows",
            "JOINED story_windows",
            "JOINED story_android",
            "LEFT story_windows LEFT",
            "LEFT story_android LEFT",
            "CLOSED story_android LAST_LEFT");
    record.requireVerified();
  }
}
