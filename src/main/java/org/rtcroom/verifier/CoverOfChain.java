package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What checkpoints say of one chain: its leaves, met by its lines as they come. */
final class CoverOfChain {

  private final String chain;
  private final Run<Leaf> leaves;
  private final Covered covered;
  private final Findings findings;

  private Leaf.@Nullable Content next;
  private Leaf.@Nullable Content last;
  private long lastNumber = -1;
  private long before = -1;
  private long coveredSeq = -1;
  private long coveredAt = Long.MIN_VALUE;
  private Optional<Long> began = Optional.empty();
  private boolean any;
  private boolean cut;

  CoverOfChain(String chain, Run<Leaf> leaves, Covered covered, Findings findings)
      throws IOException {
    this.chain = chain;
    this.leaves = leaves;
    this.covered = covered;
    this.findings = findings;
    advance();
    began = Optional.ofNullable(next).map(Leaf.Content::opened);
  }

  /** Compares a line with the leaf that names it, if one does. */
  void meet(Line line, Story story) throws IOException {
    while (next != null && next.lastSeq() < line.seq()) {
      missed(next);
      advance();
    }
    while (next != null && next.lastSeq() == line.seq()) {
      compare(next, line, story);
      advance();
    }
  }

  private void compare(Leaf.Content content, Line line, Story story) {
    if (!Arrays.equals(content.lastHash(), line.hash())) {
      findings.add(
          Finding.Kind.CHAIN_RECOMPUTED,
          line,
          "lines "
              + (before + 1)
              + " to "
              + line.seq()
              + " are not those that checkpoint "
              + lastNumber
              + " covers");
      return;
    }
    if (covered.good(lastNumber)) {
      coveredSeq = line.seq();
      coveredAt = covered.time(lastNumber);
    }
    before = line.seq();
    story
        .differenceTo(content)
        .ifPresent(
            what ->
                findings.add(
                    Finding.Kind.LEAF_DIFFERS,
                    "checkpoint " + lastNumber,
                    "its leaf of chain " + chain + " has another " + what + " than the lines"));
  }

  private void missed(Leaf.Content content) {
    if (!cut) {
      findings.add(
          Finding.Kind.LINE_MISSING,
          chain + "#" + content.lastSeq(),
          "checkpoint " + lastNumber + " covers this line, and it is not there");
    }
    cut = true;
  }

  /** After the chain's last line: what leaves still name was cut off. */
  void end(boolean anyLine) throws IOException {
    Leaf.Content content = next;
    if (content != null && anyLine) {
      findings.add(
          Finding.Kind.TAIL_CUT,
          chain + "#" + (before + 1),
          "the chain ends too early: checkpoint "
              + lastNumber
              + " covers it up to line "
              + content.lastSeq());
    }
    while (next != null) {
      advance();
    }
  }

  private void advance() throws IOException {
    next = null;
    Leaf read = leaves.take(chain);
    while (read != null && next == null) {
      covered.leaves().second(read.number(), read.bytes());
      any = true;
      next = content(read);
      read = next == null ? leaves.take(chain) : null;
    }
  }

  private Leaf.@Nullable Content content(Leaf read) {
    try {
      Leaf.Content content = read.read();
      checkRetention(read, content);
      last = content;
      lastNumber = read.number();
      return content;
    } catch (BadJson e) {
      findings.add(
          Finding.Kind.LEAF_UNREADABLE,
          "checkpoint " + read.number(),
          "its leaf of chain " + chain + ": " + e.getMessage());
      return null;
    }
  }

  private void checkRetention(Leaf read, Leaf.Content content) {
    long earlier = last == null ? Long.MIN_VALUE : last.until().orElse(Long.MIN_VALUE);
    if (content.until().orElse(Long.MIN_VALUE) < earlier && !content.shortened()) {
      findings.add(
          Finding.Kind.RETENTION_SHORTENED,
          "checkpoint " + read.number(),
          "the end of the retention of chain " + chain + " was moved back");
    }
  }

  /**
   * Number of the first good checkpoint over the line that is read next; the highest number there
   * can be if there is none. To be asked before the line meets its leaf.
   */
  long numberOver() {
    return next != null && covered.good(lastNumber) ? lastNumber : Long.MAX_VALUE;
  }

  /** When the chain began, as its first leaf says. */
  Optional<Long> began() {
    return began;
  }

  boolean any() {
    return any;
  }

  /** Number of the last line that a good checkpoint covers, −1 if there is none. */
  long coveredSeq() {
    return coveredSeq;
  }

  /** When the checkpoint that covers that line was made, in milliseconds since 1970. */
  long coveredAt() {
    return coveredAt;
  }

  /** The last leaf, and the number of its checkpoint. */
  Optional<Leaf.Content> last() {
    return Optional.ofNullable(last);
  }

  long lastNumber() {
    return lastNumber;
  }

  String described() {
    return "checkpoint "
        + lastNumber
        + " covers it"
        + last().map(content -> " up to line " + content.lastSeq()).orElse("");
  }
}
