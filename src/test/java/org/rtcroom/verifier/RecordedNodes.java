package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the checkpoints of a {@link History} say of nodes: each node is listed until it was listed
 * once as ended, and carried from then on until something is new of it.
 */
final class RecordedNodes {

  /** Starts of nodes that a test changed; else 1. */
  final Map<String, Long> starts = new TreeMap<>();

  private final Map<String, Boolean> ended = new TreeMap<>(Map.of("node1", false));
  private final Map<String, Long> sessions = new TreeMap<>();
  private final Set<String> wrote = new TreeSet<>();
  private final Set<String> carried = new TreeSet<>();
  private Map<String, Map<String, Object>> before = new TreeMap<>();
  private Map<String, Object> told = Map.of();

  /** The next checkpoint has a leaf of that chain. */
  void wrote(Recorded chain) {
    if (chain.head.containsKey("started_millis")) {
      wrote.add(chain.node);
    }
  }

  /** Puts what the next checkpoint says into its body. All sessions are node1's. */
  void into(Map<String, Object> body, Collection<Recorded> chains, long all) {
    for (Recorded chain : chains) {
      if (chain.head.containsKey("started_millis")) {
        ended.put(chain.node, "LOG_ENDED".equals(chain.last().get("kind")));
      }
    }
    sessions.put("node1", all);
    Map<String, Map<String, Object>> listed = new TreeMap<>();
    ended.forEach(
        (node, over) -> {
          boolean told = carried.contains(node) || (over && isOver(before.get(node)));
          if (!over || !told || wrote.contains(node)) {
            listed.put(node, entry(node, over));
          }
        });
    wrote.clear();
    carry(listed);
    before = listed;
    body.put("nodes", List.copyOf(listed.values()));
    if (!told.isEmpty()) {
      body.put("carried", told);
    }
  }

  private Map<String, Object> entry(String node, boolean over) {
    Map<String, Object> entry = new TreeMap<>();
    entry.put("clockDifference", 0L);
    entry.put("node", node);
    entry.put("sessions", sessions.getOrDefault(node, 0L));
    entry.put("starts", starts.getOrDefault(node, 1L));
    if (over) {
      entry.put("ended", true);
    }
    return entry;
  }

  private static boolean isOver(@Nullable Map<String, Object> entry) {
    return entry != null && entry.containsKey("ended");
  }

  private void carry(Map<String, Map<String, Object>> listed) {
    List<Map<String, Object>> left = new ArrayList<>();
    before.forEach(
        (node, entry) -> {
          if (isOver(entry) && !listed.containsKey(node)) {
            left.add(entry);
          }
        });
    Set<String> back = new TreeSet<>(listed.keySet());
    back.retainAll(carried);
    if (left.isEmpty() && back.isEmpty()) {
      return;
    }
    carried.removeAll(back);
    left.forEach(entry -> carried.add(Got.text(entry, "node")));
    String hash = told.isEmpty() ? "00".repeat(32) : Got.text(told, "hash");
    String moves = Written.canonical(Map.of("left", left, "back", List.copyOf(back)));
    byte[] moved =
        new Sha256()
            .field("rtcroom.carried")
            .field(HexFormat.of().parseHex(hash))
            .field(Bytes.utf8(moves))
            .hash();
    long sum = carried.stream().mapToLong(node -> sessions.getOrDefault(node, 0L)).sum();
    told =
        History.fields("nodes", (long) carried.size(), "sessions", sum, "hash", Bytes.hex(moved));
  }
}
