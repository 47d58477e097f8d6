package org.rtcroom.tencent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.tencent.FakeTencent.CREATE;
import static org.rtcroom.tencent.FakeTencent.DESTROY;
import static org.rtcroom.tencent.FakeTencent.INFO;
import static org.rtcroom.tencent.FakeTencent.MESSAGE;
import static org.rtcroom.tencent.FakeTencent.NOTIFY;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.delivery.DeliveryResult;
import org.rtcroom.room.GroupChat.GroupOutcome;

/** Groups are created, told and destroyed by the rules of the IM REST API, over real HTTP. */
class ImRestTest {

  private static final Duration LIMIT = Duration.ofMillis(300);

  /** For tests in which the limit has to pass. */
  private static final Map<String, String> IMPATIENT = Map.of("roomservice.im.timeout", "300ms");

  private Path home;
  private Desk desk;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = folder;
    desk = new Desk(home, Map.of());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private GroupOutcome create(String groupId) throws Exception {
    return create(groupId, Duration.ofSeconds(3));
  }

  private GroupOutcome create(String groupId, Duration limit) throws Exception {
    return end(desk.im.create(groupId, limit));
  }

  private static <T> T end(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, SECONDS);
  }

  private List<String> operations() {
    return desk.cloud.calls().stream().map(Seen::operation).toList();
  }

  @Test
  void aGroupIsCreatedWithAGoodSignature() throws Exception {
    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);

    Seen call = desk.cloud.calls(CREATE).get(0);
    assertThat(call.problem()).isEmpty();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.query()).containsEntry("contenttype", "json").containsKey("random");
    assertThat(call.json().getString("Type")).isEqualTo("AVChatRoom");
    assertThat(call.json().getString("Owner_Account")).isEqualTo("administrator");
    assertThat(desk.cloud.hasGroup("room_1")).isTrue();
  }

  @Test
  void whatTheCloudRefusesForOurSettingsIsSaidUntilItTakesACallAgain() throws Exception {
    assertThat(desk.im.refusedSettings()).isEmpty();
    desk.cloud.fail(CREATE, Fault.errorCode(10021));
    create("room_1");
    assertThat(desk.im.refusedSettings()).isEmpty();

    desk.cloud.fail(CREATE, Fault.errorCode(70003));
    create("room_1");
    assertThat(desk.im.refusedSettings()).contains("create_group: ErrorCode 70003");

    desk.cloud.heal();
    create("room_1");
    assertThat(desk.im.refusedSettings()).isEmpty();
  }

  @Test
  void ticketsOfFormatV2AreAcceptedToo() throws Exception {
    desk.close();
    desk = new Desk(home, Map.of("roomservice.im.issue", "v2"));

    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);
    assertThat(desk.cloud.calls(CREATE).get(0).problem()).isEmpty();
  }

  @Test
  void aLongGroupIdIsCutForTheName() throws Exception {
    String groupId = "r".repeat(48);

    assertThat(create(groupId)).isEqualTo(GroupOutcome.CREATED);
    assertThat(desk.cloud.calls(CREATE).get(0).json().getString("Name")).hasSize(30);
    assertThat(desk.cloud.hasGroup(groupId)).isTrue();
  }

  @Test
  void aLeftOverGroupOfOursIsReplacedAndNotAdopted() throws Exception {
    desk.cloud.addGroup("room_1");

    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);
    assertThat(operations()).containsExactly(CREATE, DESTROY, CREATE);
  }

  /** What the crash of a node leaves behind: the room is gone, its group is not. */
  @Test
  void theIdOfAGroupWeCreatedBeforeIsNotLost() throws Exception {
    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);

    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);
    assertThat(operations()).containsExactly(CREATE, CREATE, DESTROY, CREATE);
  }

  @Test
  void aGroupThatTheCloudCreatedWithoutConfirmingItIsReplaced() throws Exception {
    desk.cloud.addGroup("room_1");
    desk.cloud.fail(CREATE, Fault.errorCode(10002).times(1));

    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);
    assertThat(operations()).containsExactly(CREATE, CREATE, DESTROY, CREATE);
  }

  @Test
  void aGroupThatLostItsOwnerIsKnownByItsMark() throws Exception {
    create("room_1");
    String mark = desk.cloud.calls(CREATE).get(0).json().getString("Introduction");
    desk.cloud.addGroupWithoutOwner("room_1", mark);

    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);
    assertThat(operations()).containsExactly(CREATE, CREATE, INFO, DESTROY, CREATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "roomservice", "somebody's"})
  void aGroupWithoutOwnerAndWithoutOurMarkIsSomebodyElses(String introduction) throws Exception {
    desk.cloud.addGroupWithoutOwner("room_1", introduction);

    assertThat(create("room_1")).isEqualTo(GroupOutcome.REFUSED);
    assertThat(desk.cloud.hasGroup("room_1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"ErrorCode\":0}",
        "{\"ErrorCode\":0,\"GroupInfo\":[]}",
        "{\"ErrorCode\":0,\"GroupInfo\":[7]}",
        "{\"ErrorCode\":0,\"GroupInfo\":[{\"ErrorCode\":\"0\",\"Owner_Account\":7}]}",
        "{\"ErrorCode\":0,\"GroupInfo\":[{\"ErrorCode\":10010}]}"
      })
  void whatTheCloudDoesNotShowToBeOursIsNotDestroyed(String garbage) throws Exception {
    desk.cloud.addForeignGroup("room_1");
    desk.cloud.fail(INFO, Fault.garbage(garbage));

    assertThat(create("room_1")).isEqualTo(GroupOutcome.REFUSED);
    assertThat(operations()).doesNotContain(DESTROY);
  }

  @Test
  void aGroupThatCannotBeReplacedIsNotTakenForCreated() throws Exception {
    desk.cloud.fail(CREATE, Fault.errorCode(10025));

    assertThat(create("room_1")).isEqualTo(GroupOutcome.UNKNOWN);
    assertThat(operations()).containsExactly(CREATE, DESTROY, CREATE);
  }

  @Test
  void somebodyElsesGroupIsARefusal() throws Exception {
    desk.cloud.addForeignGroup("room_1");

    assertThat(create("room_1")).isEqualTo(GroupOutcome.REFUSED);
    assertThat(operations()).containsExactly(CREATE, INFO);
    assertThat(desk.cloud.hasGroup("room_1")).isTrue();
  }

  @Test
  void aPassingTroubleOfTheCloudIsTriedOnceMore() throws Exception {
    desk.cloud.fail(CREATE, Fault.errorCode(10002).times(1));
    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);

    desk.cloud.fail(CREATE, Fault.errorCode(10002));
    assertThat(create("room_2")).isEqualTo(GroupOutcome.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 500, 503})
  void anotherStatusIsNoAnswer(int status) throws Exception {
    desk.cloud.fail(CREATE, Fault.status(status));

    assertThat(create("room_1")).isEqualTo(GroupOutcome.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>ok</html>", "[]", "{}", "{\"ErrorCode\":1e99}", "\u0000"})
  void garbageIsNoAnswer(String garbage) throws Exception {
    desk.cloud.fail(CREATE, Fault.garbage(garbage));

    assertThat(create("room_1")).isEqualTo(GroupOutcome.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AT_ONCE")
  void noAnswerEndsByTheDeadline(Fault.Manner manner) throws Exception {
    desk.cloud.fail(CREATE, Fault.manner(manner));
    long started = System.nanoTime();

    assertThat(create("room_1", LIMIT)).isEqualTo(GroupOutcome.UNKNOWN);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LIMIT.plusSeconds(1));
  }

  @Test
  void anExpiredSignatureIsRenewedOnce() throws Exception {
    desk.cloud.fail(CREATE, Fault.errorCode(70001).times(1));

    assertThat(create("room_1")).isEqualTo(GroupOutcome.CREATED);
    assertThat(desk.cloud.calls(CREATE))
        .extracting(call -> call.query().get("usersig"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aSignatureThatStaysExpiredIsNotRenewedForEver() throws Exception {
    desk.cloud.fail(NOTIFY, Fault.errorCode(70001));

    assertThat(end(desk.im.notice("room_1"))).isInstanceOf(DeliveryResult.Retry.class);
    assertThat(desk.cloud.calls(NOTIFY)).hasSize(2);
  }

  @Test
  void aNoticeIsTheSystemNotificationClientsKnow() throws Exception {
    desk.cloud.addGroup("room_1");

    assertThat(end(desk.im.notice("room_1"))).isEqualTo(DeliveryResult.DONE);
    assertThat(desk.cloud.calls(NOTIFY).get(0).json().getString("Content"))
        .isEqualTo("{\"cmd\":\"notifyPusherChange\",\"data\":\"\"}");
  }

  @Test
  void aNoticeIsACustomMessageWhereSystemNotificationsAreClosed() throws Exception {
    desk.close();
    desk = new Desk(home, Map.of("roomservice.im.notification", "custom"));
    desk.cloud.addGroup("room_1");

    assertThat(end(desk.im.notice("room_1"))).isEqualTo(DeliveryResult.DONE);
    assertThat(end(desk.im.notice("room_1"))).isEqualTo(DeliveryResult.DONE);
    List<Seen> calls = desk.cloud.calls(MESSAGE);
    assertThat(calls.get(0).body())
        .contains("{\\\"cmd\\\":\\\"notifyPusherChange\\\",\\\"data\\\":{}}");
    assertThat(calls)
        .extracting(call -> call.json().getJsonNumber("Random").longValue())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {10002, 10023, 60008, 60018, 60019, 70169, 70500})
  void aNoticeIsTriedAgainAfterWhatMayPass(int code) throws Exception {
    desk.cloud.fail(NOTIFY, Fault.errorCode(code));

    assertThat(end(desk.im.notice("room_1"))).isInstanceOf(DeliveryResult.Retry.class);
  }

  @Test
  void aRefusedNoticeIsGivenUpAndLoggedOnce() throws Exception {
    desk.cloud.fail(NOTIFY, Fault.errorCode(10007));
    try (LogLines log = new LogLines(ImRest.class)) {
      assertThat(end(desk.im.notice("room_1"))).isInstanceOf(DeliveryResult.GiveUp.class);
      assertThat(end(desk.im.notice("room_2"))).isInstanceOf(DeliveryResult.GiveUp.class);

      assertThat(log.lines()).singleElement().asString().startsWith("WARNING").contains("10007");
    }
  }

  @Test
  void destroyingAGroupThatIsGoneIsDone() throws Exception {
    assertThat(end(desk.im.destroyGroup("room_1"))).isEqualTo(DeliveryResult.DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {10004, 10007, 10015})
  void aDestroyRefusedForGoodIsGivenUpAsAnError(int code) throws Exception {
    desk.cloud.fail(DESTROY, Fault.errorCode(code));
    try (LogLines log = new LogLines(ImRest.class)) {
      assertThat(end(desk.im.destroyGroup("room_1"))).isInstanceOf(DeliveryResult.GiveUp.class);

      assertThat(log.lines()).singleElement().asString().startsWith("SEVERE");
    }
  }

  @Test
  void aDestroyWithoutAnAnswerIsTriedAgain() throws Exception {
    desk.cloud.fail(DESTROY, Fault.manner(Fault.Manner.DROPPED));

    assertThat(end(desk.im.destroyGroup("room_1"))).isInstanceOf(DeliveryResult.Retry.class);
  }

  @Test
  void disabledNothingIsSent() throws Exception {
    desk.close();
    desk = new Desk(home, Map.of("roomservice.im.enabled", "false"));

    assertThat(desk.im.enabled()).isFalse();
    assertThat(end(desk.im.notice("room_1"))).isEqualTo(DeliveryResult.DONE);
    assertThat(end(desk.im.destroyGroup("room_1"))).isEqualTo(DeliveryResult.DONE);
    assertThat(desk.cloud.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fault.Manner.class)
  void noTextShowsTheSignature(Fault.Manner manner) throws Exception {
    desk.close();
    desk = new Desk(home, IMPATIENT);
    desk.cloud.fail(NOTIFY, new Fault(400, 0, "{\"ErrorInfo\":\"x\"}", Duration.ZERO, manner, 9));
    try (LogLines log = new LogLines()) {
      DeliveryResult ended = end(desk.im.notice("room_1"));

      String texts = ended + " " + log.lines();
      assertThat(texts)
          .doesNotContain(desk.userSigs.administratorSig())
          .doesNotContainIgnoringCase("usersig=")
          .doesNotContain("http:");
    }
  }
}
