package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The counts of all nodes, as checkpoints go by. A checkpoint lists each node whose access log has
 * not ended, and the others it carries on: their number, their sessions, and a hash over all that
 * came and went. A checkpoint costs by the nodes that it lists, not by those that ever were.
 */
final class NodeCounts {

  private static final String DOMAIN = "rtcroom.carried";

  private final Findings findings;
  private final Map<String, Checkpoint.NodeCount> counts = new HashMap<>();
  private final Set<String> carried = new HashSet<>();
  private List<Checkpoint.NodeCount> before = List.of();
  private Optional<Checkpoint.Carried> told = Optional.empty();
  private long sessions;

  NodeCounts(Findings findings) {
    this.findings = findings;
  }

  /** How many sessions the last checkpoint counts, of all nodes. */
  long sessions() {
    return sessions;
  }

  /** Whether the last checkpoint says that the node's access log has ended. */
  boolean ended(String node) {
    Checkpoint.NodeCount count = counts.get(node);
    return count != null && count.ended();
  }

  /**
   * Takes the next checkpoint.
   *
   * @param wrote the nodes of whose access logs it has leaves
   * @param follows whether it is the one after the last that was taken
   */
  void meet(Checkpoint checkpoint, Set<String> wrote, boolean follows) {
    Map<String, Checkpoint.NodeCount> listed = new TreeMap<>();
    checkpoint.body().nodes().forEach(count -> listed.put(count.node(), count));
    List<Checkpoint.NodeCount> left = new ArrayList<>();
    Set<String> omitted = new TreeSet<>(wrote);
    for (Checkpoint.NodeCount count : before) {
      if (!count.ended()) {
        omitted.add(count.node());
      } else if (!listed.containsKey(count.node())) {
        left.add(count);
      }
    }
    omitted.removeAll(listed.keySet());
    if (follows && !omitted.isEmpty()) {
      findings.add(
          Finding.Kind.NODE_OMITTED,
          checkpoint,
          "it does not list node " + omitted.iterator().next() + ", which had not ended");
    }
    Optional<Checkpoint.Carried> expected = carriedOn(left, listed);
    if (follows && !same(expected, checkpoint.body().carried())) {
      findings.add(
          Finding.Kind.CARRIED_DIFFERS,
          checkpoint,
          "what it says of the nodes it does not list does not follow from those before");
    }
    told = checkpoint.body().carried().or(() -> told);
    listed.values().forEach(count -> count(checkpoint, count));
    before = List.copyOf(listed.values());
  }

  private static boolean same(
      Optional<Checkpoint.Carried> expected, Optional<Checkpoint.Carried> is) {
    boolean equal = expected.flatMap(one -> is.filter(one::same)).isPresent();
    return equal || (expected.isEmpty() && is.isEmpty());
  }

  /** What the checkpoint must say of the nodes that it does not list. */
  private Optional<Checkpoint.Carried> carriedOn(
      List<Checkpoint.NodeCount> left, Map<String, Checkpoint.NodeCount> listed) {
    Set<String> back = new TreeSet<>(listed.keySet());
    back.retainAll(carried);
    Checkpoint.Carried from = told.orElse(Checkpoint.Carried.NONE);
    long sum = from.sessions();
    for (String node : back) {
      Checkpoint.@Nullable NodeCount count = counts.get(node);
      sum -= count == null ? 0 : count.sessions();
    }
    for (Checkpoint.NodeCount count : left) {
      sum += count.sessions();
      carried.add(count.node());
    }
    carried.removeAll(back);
    if (left.isEmpty() && back.isEmpty()) {
      return told;
    }
    byte[] hash = moved(from.hash(), left, back);
    return Optional.of(new Checkpoint.Carried(from.nodes() + left.size() - back.size(), sum, hash));
  }

  /** The hash over all that came and went, with these moves added. */
  private static byte[] moved(byte[] hash, List<Checkpoint.NodeCount> left, Set<String> back) {
    List<String> names = back.stream().map(JsonText::quoted).toList();
    String moves =
        "{\"back\":["
            + String.join(",", names)
            + "],\"left\":["
            + String.join(",", left.stream().map(Checkpoint.NodeCount::text).toList())
            + "]}";
    return new Sha256().field(DOMAIN).field(hash).field(Bytes.utf8(moves)).hash();
  }

  private void count(Checkpoint checkpoint, Checkpoint.NodeCount count) {
    Checkpoint.@Nullable NodeCount old = counts.put(count.node(), count);
    sessions += count.sessions() - (old == null ? 0 : old.sessions());
    if (old != null && (count.sessions() < old.sessions() || count.starts() < old.starts())) {
      findings.add(
          Finding.Kind.COUNT_BACKWARDS,
          checkpoint,
          "node " + count.node() + " counts fewer sessions or starts than before");
    }
  }
}
