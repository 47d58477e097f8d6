package org.rtcroom.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.checkpoint.NodeRows.NodeRow;
import org.rtcroom.database.Jdbc;

/**
 * The nodes that the next checkpoint lists, within the caller's transaction: each until it was
 * listed once with its access log ended, and again when something is new of it.
 */
final class NodeLists {

  private NodeLists() {}

  /**
   * Counts sessions for the nodes that opened them, each session once, in the first checkpoint over
   * it, and makes the list.
   *
   * @param heads what the checkpoint covers
   */
  static NodeList next(Jdbc jdbc, Optional<Checkpoint> last, List<MovedHead> heads) {
    NodeList before = last.flatMap(NodeList::find).orElse(NodeList.NONE);
    Map<String, Long> opened = opened(heads);
    opened.forEach((name, sessions) -> NodeRows.addSessions(jdbc, name, sessions));
    Set<String> touched = new HashSet<>(opened.keySet());
    heads.stream().filter(head -> head.session().isEmpty()).forEach(h -> touched.add(h.node()));
    Map<String, NodeCount> over = before.ended();
    List<NodeCount> listed = new ArrayList<>();
    List<NodeCount> back = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (NodeRow row : NodeRows.listed(jdbc, touched)) {
      NodeCount count = row.count();
      if (isOver(count, over) && !touched.contains(count.node())) {
        left.add(count.node());
      } else {
        listed.add(count);
      }
      if (row.carried()) {
        back.add(count.with(-opened.getOrDefault(count.node(), 0L)));
      }
    }
    NodeRows.carry(jdbc, left, true);
    NodeRows.carry(jdbc, back.stream().map(NodeCount::node).toList(), false);
    return before.followedBy(listed, back);
  }

  /** Whether the checkpoint before listed it as ended, and nothing is new of it. */
  private static boolean isOver(NodeCount count, Map<String, NodeCount> over) {
    NodeCount told = over.get(count.node());
    return count.ended()
        && told != null
        && told.starts() == count.starts()
        && told.sessions() == count.sessions();
  }

  private static Map<String, Long> opened(List<MovedHead> heads) {
    Map<String, Long> opened = new HashMap<>();
    for (MovedHead head : heads) {
      if (head.session().isPresent() && head.newcomer() && !head.node().isEmpty()) {
        opened.merge(head.node(), 1L, Long::sum);
      }
    }
    return opened;
  }
}
