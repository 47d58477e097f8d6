package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.Until;

/** Members of one room who do nothing but send heartbeats, each to a node of its own. */
final class Sitters implements AutoCloseable {

  static final String ROOM = "sitters";

  private static final int MEMBERS = 4;
  private static final long INTERVAL_MILLIS = 500;

  private final List<DemoClient> members = new ArrayList<>();
  private final Map<Integer, Integer> codes = new ConcurrentSkipListMap<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(MEMBERS);

  private Sitters() {}

  /** Lets them enter and begin. */
  static Sitters in(List<URI> nodes) {
    Sitters sitters = new Sitters();
    for (int i = 0; i < MEMBERS; i++) {
      DemoClient member =
          DemoClient.login(nodes.get(0), "multi_room", "sitter" + i)
              .at(nodes.get(i % nodes.size()));
      assertThat(member.addPusher(ROOM).getInt("code")).isZero();
      sitters.members.add(member);
      sitters.threads.scheduleWithFixedDelay(
          () -> sitters.beat(member), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }
    return sitters;
  }

  private void beat(DemoClient member) {
    int code = Answered.NOTHING;
    try {
      code = member.call("pusher_heartbeat", ROOM).getInt("code");
    } catch (JsonException e) {
      code = Answered.NO_JSON;
    } catch (DemoClient.NoAnswer e) {
      code = Answered.NOTHING;
    } finally {
      codes.merge(code, 1, Integer::sum);
    }
  }

  /** How often each code was answered. */
  Map<Integer, Integer> heartbeats() {
    return codes;
  }

  /** They are all still there, as each of their nodes says. */
  void requireInside() throws Exception {
    for (DemoClient member : members) {
      Until.within(10, () -> member.call("get_pushers", ROOM).getInt("code") == 0);
      JsonObject room = member.call("get_pushers", ROOM);
      assertThat(room.getJsonArray("pushers")).as("%s", room).hasSize(MEMBERS);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
