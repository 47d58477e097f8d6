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
    Set<String> touched = new HashSet<>(opened.keySet());
    heads.stream().filter(head -> head.session().isEmpty()).forEach(h -> touched.add(h.node()));
    List<NodeRow> rows = NodeRows.listed(jdbc, touched);
    opened.forEach((name, sessions) -> NodeRows.addSessions(jdbc, name, sessions));
    Map<String, NodeCount> over = before.ended();
    List<NodeCount> listed = new ArrayList<>();
    List<NodeCount> back = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Map<String, Long> rest = new HashMap<>(opened);
    for (NodeRow row : rows) {
      NodeCount count = row.count();
      Long more = rest.remove(count.node());
      if (isOver(row, over) && !touched.contains(count.node())) {
        left.add(count.node());
        continue;
      }
      listed.add(count.with(more == null ? 0 : more));
      if (row.carried()) {
        back.add(count);
      }
    }
    rest.forEach((name, sessions) -> listed.add(NodeCount.unknown(name, sessions)));
    NodeRows.carry(jdbc, left, true);
    NodeRows.carry(jdbc, back.stream().map(NodeCount::node).toList(), false);
    return before.followedBy(listed, back);
  }

  private static boolean isOver(NodeRow row, Map<String, NodeCount> over) {
    NodeCount told = over.get(row.count().node());
    return row.count().ended() && told != null && told.starts() == row.count().starts();
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
