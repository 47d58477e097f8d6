package org.rtcroom.server;

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

/** Members of multi_rooms, four in each, who beat every 5 s as installed clients do. */
final class BeatingMembers implements AutoCloseable {

  private static final int TOGETHER = 4;
  private static final int INTERVAL_MILLIS = 5_000;

  private record Sitter(DemoClient client, String roomId) {}

  private final List<Sitter> members = new ArrayList<>();
  private final Map<Integer, Integer> codes = new ConcurrentSkipListMap<>();
  private final ScheduledExecutorService threads;

  private BeatingMembers(int count) {
    threads = Executors.newScheduledThreadPool(count);
  }

  /** Lets them enter and begin, each at a node of its own. */
  static BeatingMembers at(List<URI> nodes, int count) {
    BeatingMembers members = new BeatingMembers(count);
    for (int i = 0; i < count; i++) {
      DemoClient client =
          DemoClient.login(nodes.get(0), "multi_room", "member" + i)
              .at(nodes.get(i % nodes.size()));
      String roomId = "beating" + i / TOGETHER;
      assertThat(client.addPusher(roomId).getInt("code")).isZero();
      members.begin(new Sitter(client, roomId), i * INTERVAL_MILLIS / count);
    }
    return members;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the threads
  private void begin(Sitter member, int delayMillis) {
    members.add(member);
    threads.scheduleAtFixedRate(
        () -> beat(member), delayMillis, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void beat(Sitter member) {
    int code = -1;
    try {
      code = member.client().call("pusher_heartbeat", member.roomId()).getInt("code");
    } catch (JsonException | DemoClient.NoAnswer e) {
      code = -1;
    } finally {
      codes.merge(code, 1, Integer::sum);
    }
  }

  /** How often each code was answered, −1 for no answer, since the last question. */
  Map<Integer, Integer> takeCodes() {
    Map<Integer, Integer> taken = Map.copyOf(codes);
    codes.clear();
    return taken;
  }

  List<String> roomIds() {
    return members.stream().map(Sitter::roomId).distinct().toList();
  }

  /** How many are inside, as each of them sees its own room. */
  int inside() {
    int inside = 0;
    for (Sitter member : members) {
      JsonObject room = member.client().call("get_pushers", member.roomId());
      inside += room.toString().contains("\"" + member.client().userId() + "\"") ? 1 : 0;
    }
    return inside;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
