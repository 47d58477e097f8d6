package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the starts, stops, daily cuts and ends of each node through its access logs. Some 300
 * bytes for each node that ever was.
 */
final class Starts {

  /** Nodes that are followed; a history with more is not one of this service, and that is told. */
  private static final int NODES = 1_000_000;

  /**
   * How the last access log of a node ended, and the chain in which it goes on.
   *
   * @param over whether another node has ended it
   * @param covered whether any checkpoint covers it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record End(
      String chain,
      long seq,
      byte[] hash,
      long atMillis,
      boolean stopped,
      boolean over,
      boolean covered,
      Optional<String> goesOn) {

    static End of(Story story, boolean covered) {
      Line last = story.last();
      return new End(
          last.chain(),
          last.seq(),
          last.hash(),
          last.atMillis(),
          story.stopped(),
          story.logEnded(),
          covered,
          story.goesOn());
    }

    String place() {
      return chain + "#" + seq;
    }
  }

  private final Map<String, End> ends = new HashMap<>();
  private final Map<String, Story.Previous> purged = new HashMap<>();
  private final Findings findings;
  private final boolean complete;
  private final Covered covered;
  private boolean tooMany;

  /**
   * @param complete whether all access logs are at hand
   */
  Starts(Findings findings, boolean complete, Covered covered) {
    this.findings = findings;
    this.complete = complete;
    this.covered = covered;
  }

  /** An access log that is gone may still be named, with the end that was covered. */
  void purged(String chain, Leaf.Content leaf) {
    if (!leaf.session()) {
      purged.put(chain, new Story.Previous(chain, leaf.lastSeq(), Bytes.hex(leaf.lastHash())));
      leaf.node().ifPresent(node -> leave(ends.remove(node), chain));
    }
  }

  /** Takes the next access log in the order of their ids. */
  void add(String chain, Story story, boolean isCovered) {
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
      ends.put(story.node(), End.of(story, isCovered));
    } else if (!tooMany) {
      tooMany = true;
      findings.add(
          Finding.Kind.START_NOT_FOLLOWING,
          chain + "#0",
          "the logs of more than " + NODES + " nodes are not followed");
    }
  }

  /** After all access logs: none may have been cut for one that is not there. */
  void end() {
    ends.forEach(
        (node, end) -> {
          leave(end, "");
          if (complete && end.covered() && !end.over() && covered.ended(node)) {
            findings.add(
                Finding.Kind.NODE_OMITTED,
                "chain " + end.chain(),
                "checkpoints say that the access log of node "
                    + node
                    + " has ended, and its last line does not");
          }
        });
  }

  /** Leaves the end of a log for the node's next one, which must be the one it goes on in. */
  private void leave(@Nullable End end, String next) {
    if (complete && end != null && end.goesOn().filter(named -> !named.equals(next)).isPresent()) {
      findings.add(
          Finding.Kind.CHAIN_REMOVED,
          "chain " + end.goesOn().get(),
          "line " + end.place() + " says that the access log goes on there, and it is not there");
    }
  }

  private boolean follows(String chain, Story.Previous named, @Nullable End before) {
    Story.Previous gone = purged.get(named.chain());
    if (gone != null) {
      return gone.equals(named);
    }
    return before != null
        && before.chain().equals(named.chain())
        && before.seq() == named.seq()
        && Bytes.hex(before.hash()).equals(named.hash())
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
