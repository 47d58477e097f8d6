package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.Site;

/** What a client is given to keep, and what the record shows an auditor later. */
public abstract class Receipts {

  private final String room = "r_" + UUID.randomUUID().toString().substring(0, 8);

  /** The server that is called. */
  protected abstract Site site();

  private ApiClient auditor;
  private DemoClient client;

  @BeforeEach
  void aClientIsLoggedIn() throws Exception {
    URI server = site().base();
    auditor = ApiClient.withDemoKey(site());
    client = DemoClient.login(server, "double_room", "ann_" + room);
  }

  @Test
  void openingJoiningAndLeavingGiveReceiptsOfTheirLines() throws Exception {
    JsonObject opened = receipt(create());
    JsonObject joined = receipt(client.addPusher(room));
    JsonObject left = receipt(client.call("delete_pusher", room));

    assertThat(line(opened).getString("kind")).isEqualTo("OPENED");
    assertThat(line(joined).getString("kind")).isEqualTo("JOINED");
    assertThat(line(left).getString("kind")).isEqualTo("CLOSED");
    assertThat(left.getString("sessionId")).isEqualTo(opened.getString("sessionId"));
  }

  @Test
  void aMemberWithAnotherStreamGetsAReceiptOfThat() throws Exception {
    create();
    receipt(client.addPusher(room));

    assertThat(line(receipt(client.addPusher(room))).getString("kind")).isEqualTo("MEMBER_CHANGED");
  }

  @Test
  void closingGivesAReceiptOfTheLastLine() throws Exception {
    create();
    JsonObject closed = receipt(client.call("destroy_room", room));

    JsonObject line = line(closed);
    assertThat(line.getString("kind")).isEqualTo("CLOSED");
    assertThat(line.getJsonObject("details").getString("reason")).isEqualTo("CLOSED_BY_CREATOR");
  }

  @Test
  void aRefusalGivesNone() {
    assertThat(client.call("destroy_room", room)).doesNotContainKey("receipt");
  }

  private JsonObject create() {
    return client.call(
        "create_room",
        Json.createObjectBuilder()
            .add("userID", "ann_" + room)
            .add("roomID", room)
            .add("roomInfo", "account opening")
            .build());
  }

  private static JsonObject receipt(JsonObject answer) {
    assertThat(answer.getInt("code")).as(answer.toString()).isZero();
    return answer.getJsonObject("receipt");
  }

  /** The line a receipt names, which must have the receipt's hash. */
  private JsonObject line(JsonObject receipt) throws Exception {
    List<JsonObject> events =
        auditor.items("sessions/" + receipt.getString("sessionId") + "/events");
    JsonObject line = events.get(receipt.getInt("seq"));
    assertThat(line.getInt("seq")).isEqualTo(receipt.getInt("seq"));
    assertThat(line.getString("hash")).isEqualTo(receipt.getString("hash"));
    return line;
  }
}
