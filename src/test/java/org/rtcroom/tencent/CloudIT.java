package org.rtcroom.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.tencent.FakeTencent.CREATE;
import static org.rtcroom.tencent.FakeTencent.DESTROY;
import static org.rtcroom.tencent.FakeTencent.NOTIFY;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.ServerProcess;

/** Rooms of a real server have their groups, whatever the IM cloud does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudIT {

  private static final String SECRET_KEY = "shared-secret-of-this-test";
  private static final FakeTencent.Account ACCOUNT =
      new FakeTencent.Account(
          "1400000000", "administrator", "", SECRET_KEY, "1252000001", "api-key-of-this-test");

  private final Path home;
  private final FakeTencent cloud = new FakeTencent(0, ACCOUNT);
  private ServerProcess server;
  private DemoClient ann;
  private DemoClient bob;

  CloudIT(@TempDir Path home) {
    this.home = home;
  }

  @BeforeAll
  void start() {
    server = ServerProcess.start(home, settings());
  }

  @BeforeEach
  void logIn() {
    cloud.heal();
    ann = DemoClient.login(server.base(), "multi_room", "ann");
    bob = DemoClient.login(server.base(), "multi_room", "bob");
  }

  @AfterAll
  void stop() {
    server.close();
    cloud.close();
  }

  private Map<String, String> settings() {
    return Map.of(
        "roomservice.im.enabled", "true",
        "roomservice.im.base-url", cloud.base().toString(),
        "roomservice.im.secret-key", SECRET_KEY,
        "roomservice.im.issue", "v2",
        "roomservice.im.timeout", "3s");
  }

  private static int create(DemoClient client, String roomId) {
    JsonObject wish =
        Json.createObjectBuilder()
            .add("userID", client.userId())
            .add("roomID", roomId)
            .add("roomInfo", "info")
            .build();
    return client.call("create_room", wish).getInt("code");
  }

  private void awaitCalls(String operation, String groupId, int count) throws InterruptedException {
    cloud.await(calls -> count(operation, groupId) >= count);
  }

  private long count(String operation, String groupId) {
    return cloud.calls(operation).stream().filter(call -> call.groupId().equals(groupId)).count();
  }

  @Test
  void aRoomsGroupIsCreatedToldAndDestroyedAndItsIdGoodAgain() throws Exception {
    assertThat(create(ann, "first")).isZero();
    assertThat(cloud.hasGroup("first")).isTrue();
    assertThat(ann.addPusher("first").getInt("code")).isZero();
    awaitCalls(NOTIFY, "first", 1);
    assertThat(bob.addPusher("first").getInt("code")).isZero();
    awaitCalls(NOTIFY, "first", 2);

    assertThat(ann.call("destroy_room", "first").getInt("code")).isZero();
    assertThat(create(bob, "first")).isZero();

    assertThat(cloud.calls()).extracting(Seen::problem).containsOnly("");
    assertThat(count(CREATE, "first")).isEqualTo(2);
    assertThat(count(DESTROY, "first")).isEqualTo(1);
    assertThat(cloud.hasGroup("first")).isTrue();
  }

  @Test
  void aRefusedGroupMeansNoRoom() {
    cloud.addForeignGroup("taken");

    assertThat(create(ann, "taken")).isEqualTo(6);
    assertThat(ann.call("get_pushers", "taken").getInt("code")).isEqualTo(1);
  }

  @Test
  void anOutageDelaysNobodyAndIsMadeUpFor() throws Exception {
    assertThat(create(ann, "outage")).isZero();
    Fault hang = Fault.manner(Fault.Manner.NEVER);
    cloud.fail(NOTIFY, hang);
    cloud.fail(DESTROY, hang);
    cloud.fail(CREATE, hang);
    long started = System.nanoTime();

    assertThat(ann.addPusher("outage").getInt("code")).isZero();
    assertThat(bob.addPusher("outage").getInt("code")).isZero();
    assertThat(ann.call("delete_pusher", "outage").getInt("code")).isZero();
    assertThat(ann.call("destroy_room", "outage").getInt("code")).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    assertThat(create(ann, "other")).isEqualTo(6);

    cloud.fail(DESTROY, Fault.none());
    cloud.fail(CREATE, Fault.none());
    cloud.await(calls -> !cloud.hasGroup("outage"));
  }

  @Test
  void aGroupThatAKilledServerDidNotDestroyIsDestroyedByTheNext() throws Exception {
    assertThat(create(ann, "killed")).isZero();
    cloud.fail(DESTROY, Fault.status(503));
    assertThat(ann.call("destroy_room", "killed").getInt("code")).isZero();
    awaitCalls(DESTROY, "killed", 1);
    server.kill9();
    assertThat(cloud.hasGroup("killed")).isTrue();
    cloud.fail(DESTROY, Fault.none());

    server = ServerProcess.start(home, settings());
    cloud.await(calls -> !cloud.hasGroup("killed"));
    assertThat(create(ann.at(server.base()), "killed")).isZero();
  }
}
