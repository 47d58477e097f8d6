package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoRecord;
import org.rtcroom.server.ServerProcess;

/** 150 people who talk two by two, all behind the one address of their call centre. */
class CallCentreIT {

  private static final int PAIRS = 75;
  private static final int PER_ADDRESS = 1_000;
  private static final int SILENCE_SECONDS = 5;

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("roomservice.rooms.double-room.heartbeat-timeout", SILENCE_SECONDS + "s");
    settings.put("roomservice.sweep.interval", "1s");
    settings.put("roomservice.http.rate-limit-per-address", "" + PER_ADDRESS);
    settings.put("roomservice.http.rate-limit-per-user", "600");
    return settings;
  }

  /** A room with those inside. */
  private record Call(String room, List<ClientSession> people) {

    static Call begin(ServerProcess server, int number) {
      ClientSession agent =
          ClientSession.login(server.base(), "double_room", "centre_agent" + number);
      ClientSession customer =
          ClientSession.login(server.base(), "double_room", "centre_customer" + number);
      String room = agent.createAny();
      assertThat(agent.join(room).getInt("code")).isZero();
      assertThat(customer.join(room).getInt("code")).isZero();
      return new Call(room, List.of(agent, customer));
    }

    void goesOn() {
      List<String> ids = people.stream().map(ClientSession::userId).toList();
      for (ClientSession person : people) {
        JsonObject answer = person.call("pusher_heartbeat", Map.of("roomID", room));
        assertThat(answer.getInt("code")).as("%s", answer).isZero();
        assertThat(answer.getJsonArray("pushers").getValuesAs(JsonObject.class))
            .extracting(pusher -> pusher.getString("userID"))
            .containsExactlyInAnyOrderElementsOf(ids);
      }
    }
  }

  @Test
  void nobodyIsThrownOutHoweverMuchTheAddressHasSent(@TempDir Path home) throws Exception {
    try (ServerProcess server = ServerProcess.start(home.resolve("centre"), settings())) {
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        calls.add(Call.begin(server, i));
        calls.forEach(Call::goesOn);
      }
      Wire wire = new Wire(server.base());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3 * SILENCE_SECONDS);
      while (System.nanoTime() < end) {
        while (wire.get("utils/check_config").status() != 429) {
          // until nothing more is served to that address
        }
        calls.forEach(Call::goesOn);
      }
      requireRecorded(DemoRecord.of(server.base(), home.resolve("centre")), calls);
    }
  }

  /** That people came and nobody went. */
  private static void requireRecorded(DemoRecord record, List<Call> calls) throws Exception {
    for (Call call : calls) {
      assertThat(record.kinds(call.room()))
          .startsWith("OPENED", "JOINED", "JOINED")
          .doesNotContain("LEFT", "CLOSED");
    }
    record.requireVerified();
  }
}
