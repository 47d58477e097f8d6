package org.rtcroom.room;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rtcroom.kernel.UserId;

/**
 * The streams that each user of a session may watch: those whose play URLs this node has handed to
 * the user since its start, so that asking again makes no new line. Thread-safe.
 */
final class WatchedStreams {

  private final Map<UserId, Set<String>> streams = new ConcurrentHashMap<>();

  List<String> unseen(UserId userId, List<String> wanted) {
    Set<String> seen = streams.getOrDefault(userId, Set.of());
    return wanted.stream().filter(stream -> !seen.contains(stream)).toList();
  }

  void remember(UserId userId, List<String> handed) {
    streams.computeIfAbsent(userId, user -> ConcurrentHashMap.newKeySet()).addAll(handed);
  }
}
