package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A customer and an agent are invited. The customer's phone falls silent before the agent comes;
 * the server is killed; and both meet in the session they were invited to.
 */
class VacantSessionIT {

  private static final String ROOM = "account-4711";
  private static final int NO_SUCH_ROOM = 3;
  private static final int NOT_A_MEMBER = 5;
  private static final int ID_IN_USE = 11;

  /** Of get_pushers. */
  private static final int UNKNOWN_ROOM = 1;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "roomservice.rooms.double-room.heartbeat-timeout", "3s",
          "roomservice.rooms.double-room.departure-time", "1h",
          "roomservice.sweep.interval", "1s");

  @TempDir private Path home;

  private static int code(JsonObject answer) {
    return answer.getInt("code");
  }

  private static String invite(DemoRecord backEnd) throws Exception {
    JsonObject wish =
        Json.createObjectBuilder()
            .add("family", "double_room")
            .add("roomID", ROOM)
            .add("roomInfo", "account opening")
            .add(
                "admitted",
                Json.createArrayBuilder()
                    .add(Json.createObjectBuilder().add("userID", "cust").add("role", "customer"))
                    .add(Json.createObjectBuilder().add("userID", "agent").add("role", "agent")))
            .build();
    return backEnd.post("sessions", wish).getString("sessionId");
  }

  private static List<String> pushers(DemoClient client) {
    JsonObject room = client.call("get_pushers", ROOM);
    assertThat(code(room)).as("%s", room).isZero();
    return room.getJsonArray("pushers").stream()
        .map(pusher -> pusher.asJsonObject().getString("userID"))
        .toList();
  }

  @Test
  void bothMeetInTheSessionTheyWereInvitedTo() throws Exception {
    String session;
    DemoClient customer;
    DemoClient agent;
    try (ServerProcess server = ServerProcess.start(home, SETTINGS)) {
      session = invite(DemoRecord.of(server.base(), home));
      customer = DemoClient.login(server.base(), "double_room", "cust");
      agent = DemoClient.login(server.base(), "double_room", "agent");
      assertThat(code(customer.addPusher(ROOM))).isZero();

      DemoClient seenByAgent = agent;
      Until.within(30, () -> pushers(seenByAgent).isEmpty());
      assertThat(code(customer.call("pusher_heartbeat", ROOM))).isEqualTo(NOT_A_MEMBER);
      nobodyElseGetsTheId(DemoClient.login(server.base(), "double_room", "stranger"));
      server.kill9();
    }
    try (ServerProcess server = ServerProcess.start(home, SETTINGS)) {
      customer = customer.at(server.base());
      agent = agent.at(server.base());
      assertThat(pushers(agent)).isEmpty();

      JsonObject entered = customer.addPusher(ROOM);

      assertThat(code(entered)).as("%s", entered).isZero();
      assertThat(entered.getJsonObject("receipt").getString("sessionId")).isEqualTo(session);
      assertThat(code(agent.addPusher(ROOM))).isZero();
      assertThat(pushers(customer)).containsExactly("cust", "agent");
      DemoRecord record = DemoRecord.of(server.base(), home);
      assertThat(record.items("sessions?roomID=" + ROOM)).hasSize(1);
      assertThat(record.kinds(ROOM))
          .containsSubsequence("INVITED", "JOINED", "LEFT", "VACATED", "JOINED", "JOINED")
          .doesNotContain("CLOSED");
      record.requireVerified();
    }
  }

  private static void nobodyElseGetsTheId(DemoClient stranger) {
    assertThat(code(stranger.call("get_pushers", ROOM))).isEqualTo(UNKNOWN_ROOM);
    assertThat(code(stranger.addPusher(ROOM))).isEqualTo(NO_SUCH_ROOM);
    JsonObject wish =
        Json.createObjectBuilder()
            .add("userID", "stranger")
            .add("roomID", ROOM)
            .add("roomInfo", "mine")
            .build();
    assertThat(code(stranger.call("create_room", wish))).isEqualTo(ID_IN_USE);
  }
}
