package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.room.GroupChat;
import org.rtcroom.room.RoomException;

/** Which texts are identifiers, with IM groups and without. */
class IdsTest {

  private record Groups(boolean enabled) implements GroupChat {
    @Override
    public Optional<String> refusedSettings() {
      return Optional.empty();
    }

    @Override
    public Duration limit() {
      return Duration.ofSeconds(1);
    }

    @Override
    public CompletionStage<GroupOutcome> create(String groupId, Duration limit) {
      return CompletableFuture.completedFuture(GroupOutcome.CREATED);
    }
  }

  private final Ids ids = with(false);
  private final Ids idsWithIm = with(true);

  private static Ids with(boolean im) {
    return new Ids(new Groups(im));
  }

  private static WeappRequest about(String family, String roomId) {
    byte[] body = ("{\"roomID\":" + roomId + "}").getBytes(StandardCharsets.UTF_8);
    WeappRequest request =
        new WeappRequest(SentRequest.from("::1").servlet(), TrustedProxies.in(""));
    request.leadsTo(Operation.at(family, family.startsWith("web") ? "enter_room" : "get_pushers"));
    request.says(Body.parse(body, Body.Kind.JSON), body.length, "");
    return request;
  }

  private static String quoted(String id) {
    return "\"" + id + "\"";
  }

  @Test
  void roomIdsHaveUpTo64BytesAnd48WithIm() {
    assertThat(ids.room(about("double_room", quoted("a".repeat(64)))).id()).hasSize(64);
    assertThat(idsWithIm.room(about("double_room", quoted("a".repeat(48)))).id()).hasSize(48);
    assertThatThrownBy(() -> ids.room(about("double_room", quoted("a".repeat(65)))))
        .isInstanceOf(RoomException.class);
    assertThatThrownBy(() -> idsWithIm.room(about("double_room", quoted("a".repeat(49)))))
        .isInstanceOf(IllegalId.class);
  }

  @Test
  void userIdsHaveUpTo64BytesAnd32WithIm() {
    assertThat(ids.user("a".repeat(64)).value()).hasSize(64);
    assertThat(idsWithIm.user("a".repeat(32)).value()).hasSize(32);
    assertThatThrownBy(() -> ids.user("a".repeat(65))).isInstanceOf(IllegalId.class);
    assertThatThrownBy(() -> idsWithIm.user("a".repeat(33))).isInstanceOf(IllegalId.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@TGS#a",
        "a b",
        "a/b",
        "a?b",
        "a%b",
        "房间",
        "'; drop table x",
        "<script>",
        "a\u200b",
        "\ud800"
      })
  void otherCharactersAreRefused(String id) {
    assertThatThrownBy(() -> ids.user(id)).isInstanceOf(IllegalId.class);
    assertThatThrownBy(() -> ids.optionalRoom(about("live_room", quoted(id))))
        .isInstanceOf(RoomException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4294967295", "\"1\"", "\"4294967295\""})
  void numberedRoomsHaveNumbers(String id) {
    assertThat(ids.room(about("webrtc_room", id)).id()).isEqualTo(id.replace("\"", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "4294967296", "\"01\"", "\"r1\"", "\"1.0\""})
  void numberedRoomsHaveNothingElse(String id) {
    assertThatThrownBy(() -> ids.room(about("webexe_room", id))).isInstanceOf(RoomException.class);
  }

  @Test
  void anEmptyRoomIdIsNoneWhereNoneIsNeeded() {
    assertThat(ids.optionalRoom(about("double_room", quoted("")))).isEmpty();
    Refused.with(WireProblem.FIELD_MISSING, () -> ids.room(about("double_room", quoted(""))));
    Refused.with(WireProblem.FIELD_MISSING, () -> ids.room(about("double_room", "null")));
  }

  @Test
  void webUsersAreNamedAsTheyEverWere() {
    assertThat(ids.webUser("user_1a2b3c4d_5e6f").value()).isEqualTo("user_1a2b3c4d_5e6f");
    for (String other : new String[] {"abc", "1abc", "a".repeat(25), "ab-c", ""}) {
      assertThatThrownBy(() -> ids.webUser(other)).isInstanceOf(NotAuthenticated.class);
    }
  }

  @Test
  void aUserNobodyIsCanUseEveryFamily() {
    assertThat(ids.webUser(ids.anyUser().value()).value()).matches("user_[0-9a-f]{8}_[0-9a-f]{4}");
  }
}
