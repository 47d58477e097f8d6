package org.rtcroom.checkpoint;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.chain.Sha256;
import org.rtcroom.kernel.BrokenChain;

/**
 * What a checkpoint tells of nodes: those that live or that something is new of, one by one, and of
 * the others, which are carried on from the checkpoint before, their number and their sessions. So
 * it is as long as there are living nodes, however many there ever were.
 *
 * @param listed in ascending order of their names
 * @param carried empty until the first node is carried
 */
record NodeList(List<NodeCount> listed, Optional<CarriedNodes> carried) {

  private static final String DOMAIN = "rtcroom.carried";

  /** Before the first checkpoint. */
  static final NodeList NONE = new NodeList(List.of(), Optional.empty());

  /**
   * The nodes that are carried.
   *
   * @param hash over every move in and out of the list since the first checkpoint
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record CarriedNodes(long nodes, long sessions, byte[] hash) {

    private static final CarriedNodes NONE = new CarriedNodes(0, 0, new byte[Sha256.LENGTH]);

    private Map<String, Object> json() {
      return Map.of("nodes", nodes, "sessions", sessions, "hash", HexFormat.of().formatHex(hash));
    }
  }

  /**
   * That of a checkpoint.
   *
   * @throws BrokenChain if somebody has made it unreadable
   */
  static NodeList of(Checkpoint checkpoint) {
    RecordedJson body = RecordedJson.parse(checkpoint.body());
    return new NodeList(
        body.each("nodes", NodeCount::of),
        body.has("carried") ? Optional.of(carried(body.object("carried"))) : Optional.empty());
  }

  /** Likewise; empty if it is unreadable, which verifications tell. */
  static Optional<NodeList> find(Checkpoint checkpoint) {
    try {
      return Optional.of(of(checkpoint));
    } catch (BrokenChain | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static CarriedNodes carried(RecordedJson json) {
    return new CarriedNodes(
        json.number("nodes"), json.number("sessions"), HexFormat.of().parseHex(json.text("hash")));
  }

  /** How many sessions it counts, of all nodes. */
  long sessions() {
    return listed.stream().mapToLong(NodeCount::sessions).sum()
        + carried.map(CarriedNodes::sessions).orElse(0L);
  }

  /** Those that it lists for the last time, unless something is new of them. */
  Map<String, NodeCount> ended() {
    return listed.stream()
        .filter(NodeCount::ended)
        .collect(Collectors.toMap(NodeCount::node, count -> count, (a, b) -> b, TreeMap::new));
  }

  /**
   * The list of the checkpoint after this one.
   *
   * @param next the nodes to list
   * @param back those of them that were carried, as they were then
   */
  NodeList followedBy(List<NodeCount> next, List<NodeCount> back) {
    List<NodeCount> sorted = next.stream().sorted(Comparator.comparing(NodeCount::node)).toList();
    Set<String> names = sorted.stream().map(NodeCount::node).collect(Collectors.toSet());
    Map<String, NodeCount> left = ended();
    left.keySet().removeAll(names);
    if (left.isEmpty() && back.isEmpty()) {
      return new NodeList(sorted, carried);
    }
    CarriedNodes before = carried.orElse(CarriedNodes.NONE);
    return new NodeList(
        sorted,
        Optional.of(
            new CarriedNodes(
                before.nodes() + left.size() - back.size(),
                before.sessions() + sum(left.values()) - sum(back),
                moved(before.hash(), List.copyOf(left.values()), back))));
  }

  private static long sum(Iterable<NodeCount> counts) {
    long sum = 0;
    for (NodeCount count : counts) {
      sum += count.sessions();
    }
    return sum;
  }

  private static byte[] moved(byte[] hash, List<NodeCount> left, List<NodeCount> back) {
    Map<String, Object> moves = new HashMap<>();
    moves.put("left", left.stream().map(NodeCount::json).toList());
    moves.put("back", back.stream().map(NodeCount::node).sorted().toList());
    return new Sha256().field(DOMAIN).field(hash).field(CanonicalJson.bytes(moves)).hash();
  }

  /** The fields of a checkpoint's body. */
  void into(Map<String, Object> body) {
    body.put("nodes", listed.stream().map(NodeCount::json).toList());
    carried.ifPresent(nodes -> body.put("carried", nodes.json()));
  }
}
