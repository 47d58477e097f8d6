package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.Map;

/** Follows the starts and stops of each node through its access logs. */
final class Starts {

  /** Nodes that are followed; a history with more is not one of this service. */
  private static final int NODES = 10_000;

  /** How the last access log of a node ended. */
  private record End(String chain, boolean stopped, long atMillis) {}

  private final Map<String, End> ends = new HashMap<>();
  private final Findings findings;

  Starts(Findings findings) {
    this.findings = findings;
  }

  void add(String chain, Story story) {
    if (story.session()) {
      return;
    }
    End before = ends.get(story.node());
    if (before != null) {
      compare(chain, story, before);
    }
    if (before != null || ends.size() < NODES) {
      ends.put(story.node(), new End(chain, story.stopped(), story.last().atMillis()));
    }
  }

  private void compare(String chain, Story story, End before) {
    if (story.started() && !before.stopped()) {
      findings.add(
          Finding.Kind.START_WITHOUT_STOP,
          chain + "#0",
          "node "
              + story.node()
              + " started, and its access log before, "
              + before.chain()
              + ", does not end with a stop");
    }
    if (story.began() < before.atMillis()) {
      findings.add(
          Finding.Kind.CLOCK_BACKWARDS,
          chain + "#0",
          "it is "
              + (before.atMillis() - story.began())
              + " ms before the end of the node's access log before");
    }
  }
}
