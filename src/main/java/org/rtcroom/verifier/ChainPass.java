package org.rtcroom.verifier;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies all chains, joining lines, heads, leaves, tombstones and rows by chain. Each series is
 * read once; nothing of a chain is kept but its last line and where it stands.
 */
final class ChainPass {

  private final About about;
  private final Findings findings;
  private final Tally tally;
  private final Covered covered;
  private final OpenQuestions questions;
  private final Restores restores;
  private final Purges purges;
  private final Starts starts;
  private final ChainCheck.Times times;
  private long sessions;

  ChainPass(
      About about,
      KeyHistory keys,
      Findings findings,
      Tally tally,
      Covered covered,
      OpenQuestions questions,
      Restores restores) {
    this.about = about;
    this.findings = findings;
    this.tally = tally;
    this.covered = covered;
    this.questions = questions;
    this.restores = restores;
    purges = new Purges(keys, findings, covered, questions.rules());
    starts = new Starts(findings, about.complete(), covered);
    times = new ChainCheck.Times(tally.lastCheckpoint(), about.timeMillis());
  }

  void run(Evidence evidence) throws IOException {
    try (Run<Row> rows = new Run<>("rows", evidence.rows(), Row::chain, findings);
        Run<Head> heads = new Run<>("heads", evidence.heads(), Head::chain, findings);
        Run<Leaf> leaves =
            new Run<>("leaves by chain", evidence.leavesByChain(), Leaf::chain, findings);
        Run<Tombstone> tombstones =
            new Run<>("tombstones", evidence.tombstones(), Tombstone::chain, findings);
        Run<Line> lines = new Run<>("lines", evidence.lines(), Line::chain, findings)) {
      String chain = first(rows, heads, leaves, tombstones, lines);
      while (chain != null) {
        check(chain, rows, heads, leaves, tombstones, lines);
        chain = first(rows, heads, leaves, tombstones, lines);
      }
    }
    if (!covered.leaves().same()) {
      findings.add(
          Finding.Kind.LEAVES_DISAGREE,
          "leaves",
          "those by chain are not those of the checkpoints");
    }
    questions.settle(covered, about.complete(), about.timeMillis());
    starts.end();
    countSessions();
  }

  /** As many as the last checkpoint counts, but for those that were lost with a database. */
  private void countSessions() {
    long gone = covered.sessions() - sessions;
    if (gone < 0 || gone > restores.sessions()) {
      findings.add(
          Finding.Kind.SESSIONS_MISCOUNTED,
          "leaves",
          "they are of "
              + sessions
              + " sessions, the last checkpoint counts "
              + covered.sessions());
    } else if (gone > 0) {
      findings.add(
          Finding.Kind.RESTORED,
          "leaves",
          "of "
              + gone
              + " sessions that checkpoints count there are none: so many are gone at most");
    }
  }

  private static @Nullable String first(Run<?>... runs) {
    String chain = null;
    for (Run<?> run : runs) {
      chain = run.lower(chain);
    }
    return chain;
  }

  private void check(
      String chain,
      Run<Row> rows,
      Run<Head> heads,
      Run<Leaf> leaves,
      Run<Tombstone> tombstones,
      Run<Line> lines)
      throws IOException {
    Head head = heads.take(chain);
    Tombstone tombstone = tombstones.take(chain);
    CoverOfChain cover = new CoverOfChain(chain, leaves, covered, findings);
    RowsOfChain named = new RowsOfChain(chain, rows, findings, tally, questions.demands());
    ChainCheck check = new ChainCheck(chain, cover, findings, tally, questions, times);
    for (Line line = lines.take(chain); line != null; line = lines.take(chain)) {
      check.add(line);
      named.passes(line);
    }
    boolean unknown = about.complete() || chain.isEmpty();
    check.end();
    boolean wanted =
        cover
            .began()
            .flatMap(at -> cover.last().map(leaf -> about.includes(chain, at, leaf)))
            .orElse(unknown);
    named.end(wanted);
    sessions += cover.last().filter(Leaf.Content::session).isPresent() ? 1 : 0;
    judge(chain, head, tombstone, check, cover, wanted);
  }

  private void judge(
      String chain,
      @Nullable Head head,
      @Nullable Tombstone tombstone,
      ChainCheck check,
      CoverOfChain cover,
      boolean wanted) {
    if (tombstone != null) {
      tally.add(Tally.What.PURGED);
      purges.check(tombstone, cover, check.any() || head != null);
      cover.last().ifPresent(leaf -> starts.purged(chain, leaf));
    } else if (check.any()) {
      tally.add(check.story().session() ? Tally.What.SESSIONS : Tally.What.ACCESS_LOGS);
      check.compare(head);
      starts.add(chain, check.story(), cover.any());
    } else if (head != null) {
      findings.add(
          Finding.Kind.HEAD_WITHOUT_LINES, "chain " + chain, "there is a head, but no line of it");
    }
    boolean gone = tombstone == null && !check.any() && wanted;
    if (gone && cover.any()) {
      findings.add(
          Finding.Kind.CHAIN_REMOVED,
          "chain " + chain,
          cover.described() + ", and has no lines now");
    }
  }
}
