package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the starts and stops of each node through its access logs. */
final class Starts {

  /** Nodes that are followed; a history with more is not one of this service. */
  private static final int NODES = 10_000;

  /** How the last access log of a node ended. */
  private record End(Line last, boolean stopped) {}

  private final Map<String, End> ends = new HashMap<>();
  private final Set<String> purged = new HashSet<>();
  private final Findings findings;
  private final boolean complete;

  /**
   * @param complete whether all access logs are at hand
   */
  Starts(Findings findings, boolean complete) {
    this.findings = findings;
    this.complete = complete;
  }

  /** A chain that is gone by right may still be named. */
  void purged(String chain) {
    purged.add(chain);
  }

  void add(String chain, Story story) {
    if (story.session()) {
      return;
    }
    End before = ends.get(story.node());
    if (complete && story.started() && !follows(story.previous(), before)) {
      findings.add(
          Finding.Kind.START_NOT_FOLLOWING,
          chain + "#0",
          "it names another end of the node's access log before it");
    }
    if (before != null) {
      compare(chain, story, before);
    }
    if (before != null || ends.size() < NODES) {
      ends.put(story.node(), new End(story.last(), story.stopped()));
    }
  }

  /** Whether a start names what is there; older ones name nothing. */
  private boolean follows(Optional<Story.Previous> named, @Nullable End before) {
    if (named.isEmpty() || purged.contains(named.get().chain())) {
      return true;
    }
    Story.Previous end = named.get();
    return before != null
        && before.last().chain().equals(end.chain())
        && before.last().seq() == end.seq()
        && Bytes.hex(before.last().hash()).equals(end.hash());
  }

  private void compare(String chain, Story story, End before) {
    if (story.started() && !before.stopped()) {
      findings.add(
          Finding.Kind.START_WITHOUT_STOP,
          chain + "#0",
          "node "
              + story.node()
              + " started, and its access log before, "
              + before.last().chain()
              + ", does not end with a stop");
    }
    if (story.began() < before.last().atMillis()) {
      findings.add(
          Finding.Kind.CLOCK_BACKWARDS,
          chain + "#0",
          "it is "
              + (before.last().atMillis() - story.began())
              + " ms before the end of the node's access log before");
    }
  }
}
