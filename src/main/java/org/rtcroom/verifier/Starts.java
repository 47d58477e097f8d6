package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the starts, stops and daily cuts of each node through its access logs. */
final class Starts {

  /** Nodes that are followed; a history with more is not one of this service. */
  private static final int NODES = 10_000;

  /** How the last access log of a node ended, and the chain in which it goes on. */
  private record End(Line last, boolean stopped, Optional<String> goesOn) {}

  private final Map<String, End> ends = new HashMap<>();
  private final Map<String, Story.Previous> purged = new HashMap<>();
  private final Findings findings;
  private final boolean complete;

  /**
   * @param complete whether all access logs are at hand
   */
  Starts(Findings findings, boolean complete) {
    this.findings = findings;
    this.complete = complete;
  }

  /** An access log that is gone may still be named, with the end that was covered. */
  void purged(String chain, Leaf.Content leaf) {
    if (!leaf.session()) {
      purged.put(chain, new Story.Previous(chain, leaf.lastSeq(), Bytes.hex(leaf.lastHash())));
      leaf.node().ifPresent(node -> leave(ends.remove(node), chain));
    }
  }

  void add(String chain, Story story) {
    if (story.session()) {
      return;
    }
    End before = ends.get(story.node());
    if (complete && story.previous().filter(named -> !follows(chain, named, before)).isPresent()) {
      findings.add(
          Finding.Kind.START_NOT_FOLLOWING,
          chain + "#0",
          "it names another end of the node's access log before it");
    }
    leave(before, chain);
    if (before != null) {
      compare(chain, story, before);
    }
    if (before != null || ends.size() < NODES) {
      ends.put(story.node(), new End(story.last(), story.stopped(), story.goesOn()));
    }
  }

  /** After all access logs: none may have been cut for one that is not there. */
  void end() {
    ends.values().forEach(end -> leave(end, ""));
  }

  /** Leaves the end of a log for the node's next one, which must be the one it goes on in. */
  private void leave(@Nullable End end, String next) {
    if (complete && end != null && end.goesOn().filter(named -> !named.equals(next)).isPresent()) {
      findings.add(
          Finding.Kind.CHAIN_REMOVED,
          "chain " + end.goesOn().get(),
          "line " + end.last() + " says that the access log goes on there, and it is not there");
    }
  }

  private boolean follows(String chain, Story.Previous named, @Nullable End before) {
    Story.Previous gone = purged.get(named.chain());
    if (gone != null) {
      return gone.equals(named);
    }
    return before != null
        && before.last().chain().equals(named.chain())
        && before.last().seq() == named.seq()
        && Bytes.hex(before.last().hash()).equals(named.hash())
        && before.goesOn().orElse(chain).equals(chain);
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
