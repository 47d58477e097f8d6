package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomOpener;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.room.RoomType;
import org.rtcroom.server.DemoClient;

/**
 * A session for invited users exists for nobody else. Its users speak HTTP; it is opened from
 * inside, as an integrator would have it opened.
 */
@ExtendWith(ArquillianExtension.class)
class InvitedIT {

  private static final String FAMILY = "live_room";

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final String roomId = "invited_" + tag;
  private final String noRoom = "nothing_" + tag;

  @Inject RoomOpener opener;
  @Inject RoomDirectory directory;
  @Inject HttpServletRequest thisCall;

  private DemoClient customer;
  private DemoClient examiner;
  private DemoClient stranger;

  @BeforeEach
  void aSessionIsOpenForTwo() {
    URI server = URI.create("http://127.0.0.1:" + thisCall.getLocalPort() + "/");
    customer = DemoClient.login(server, FAMILY, "cust_" + tag);
    examiner = DemoClient.login(server, FAMILY, "exam_" + tag);
    stranger = DemoClient.login(server, FAMILY, "stra_" + tag);
    RoomRequest wish = new RoomRequest(RoomType.LIVE, Optional.of(roomId), "info", "", true);
    Set<UserId> admitted = Set.of(UserId.of(customer.userId()), UserId.of(examiner.userId()));
    opener.openFor(wish, admitted, List.of(), Actor.SERVICE).toCompletableFuture().join();
    assertThat(code(customer.addPusher(roomId))).isZero();
  }

  private static int code(JsonObject answer) {
    return answer.getInt("code");
  }

  private static boolean listed(DemoClient client, String room) {
    return client
        .call("get_room_list", Json.createObjectBuilder().add("cnt", 200).build())
        .getJsonArray("rooms")
        .getValuesAs(JsonObject.class)
        .stream()
        .anyMatch(shown -> shown.getString("roomID").equals(room));
  }

  private long lines() {
    return directory.position(RoomKey.of(RoomType.LIVE, roomId)).orElseThrow().seq();
  }

  private JsonObject ask(DemoClient client, String operation, String room) {
    return client.call(
        operation,
        Json.createObjectBuilder()
            .add("roomID", room)
            .add("userInfo", "")
            .add("fieldName", "likes")
            .add("operation", "inc")
            .build());
  }

  @Test
  void aStrangerGetsTheAnswersOfARoomThatDoesNotExist() {
    long before = lines();

    for (String operation :
        Set.of(
            "get_pushers",
            "get_anchors",
            "delete_pusher",
            "delete_anchor",
            "pusher_heartbeat",
            "anchor_heartbeat",
            "destroy_room",
            "get_custom_info",
            "set_custom_field",
            "add_audience",
            "delete_audience",
            "get_audiences")) {
      JsonObject answer = ask(stranger, operation, roomId);
      JsonObject nothing = ask(stranger, operation, noRoom);
      assertThat(code(answer)).as(operation).isPositive().isEqualTo(code(nothing));
      assertThat(answer.getString("message")).isEqualTo(nothing.getString("message"));
      assertThat(answer.keySet()).isEqualTo(nothing.keySet());
    }
    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void aStrangerIsGivenNoAddressToPublishToAndNotLetIn() {
    assertThat(code(ask(stranger, "get_push_url", roomId))).isEqualTo(3);
    String anywhere =
        stranger.call("get_push_url", Json.createObjectBuilder().build()).getString("pushURL");
    JsonObject entering =
        Json.createObjectBuilder().add("roomID", roomId).add("pushURL", anywhere).build();

    assertThat(code(stranger.call("add_anchor", entering))).isEqualTo(3);
  }

  @Test
  void onlyAdmittedUsersSeeItInLists() {
    assertThat(listed(examiner, roomId)).isTrue();
    assertThat(listed(customer, roomId)).isTrue();
    assertThat(listed(stranger, roomId)).isFalse();
  }

  @Test
  void handingPlayUrlsToWhoIsNoMemberIsALineOnce() {
    long before = lines();

    assertThat(code(ask(examiner, "get_anchors", roomId))).isZero();
    assertThat(code(ask(examiner, "get_pushers", roomId))).isZero();
    assertThat(listed(examiner, roomId)).isTrue();
    assertThat(lines()).isEqualTo(before + 1);

    assertThat(code(ask(customer, "get_pushers", roomId))).isZero();
    assertThat(lines()).isEqualTo(before + 1);
  }

  @Test
  void anAdmittedUserEnters() {
    assertThat(code(examiner.addPusher(roomId))).isZero();
  }
}
