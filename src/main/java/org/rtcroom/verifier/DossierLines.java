package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head and the lines of a dossier's session. */
final class DossierLines {

  private static final Pattern ID =
      Pattern.compile("([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final String session;
  private final KeyHistory keys;
  private final Endings endings;
  private final Findings findings;
  private final Tally tally;
  private final Covered covered;
  private final ChainCheck.Times times;

  DossierLines(
      String session,
      KeyHistory keys,
      Endings endings,
      Findings findings,
      Tally tally,
      Covered covered,
      ChainCheck.Times times) {
    this.session = session;
    this.keys = keys;
    this.endings = endings;
    this.findings = findings;
    this.tally = tally;
    this.covered = covered;
    this.times = times;
  }

  void check(InputStream events, List<Leaf> leaves) throws IOException {
    Run<Leaf> run = new Run<>("proofs", new Listed<>(leaves), Leaf::chain, findings);
    CoverOfChain cover = new CoverOfChain(session, run, covered, findings);
    OpenQuestions questions = new OpenQuestions(keys, findings, endings);
    ChainCheck check = new ChainCheck(session, cover, findings, tally, questions, times);
    JsonPieces pieces = new JsonPieces("events.json", events);
    pieces.expect("{\"head\":");
    Head head = Head.of(Json.object(pieces.object()));
    pieces.expect(",\"lines\":[");
    while (pieces.more(check.any())) {
      add(check, Line.of(Json.object(pieces.object())));
    }
    pieces.expect("}");
    pieces.end();
    check.end();
    questions.settle(covered, false, times.made());
    if (check.any()) {
      tally.add(Tally.What.SESSIONS);
      check.compare(head.chain().equals(session) ? head : null);
    } else {
      findings.add(Finding.Kind.CHAIN_REMOVED, "chain " + session, "there are no lines");
    }
    compare(head, cover);
    if (check.any() && cover.coveredSeq() < 0 && ChainCheck.overAnHour(began(), times.now())) {
      findings.add(
          Finding.Kind.UNCOVERED_TOO_LONG,
          "chain " + session,
          "by its id it is so old that a checkpoint should cover it, and none does");
    }
    if (run.peek(session) == null && !leaves.isEmpty() && !cover.any()) {
      findings.add(Finding.Kind.PROOF_WRONG, "chain " + session, "the proofs are of other chains");
    }
  }

  /** The time in the session's id, a UUID of version 7; never for what is none. */
  private long began() {
    Matcher id = ID.matcher(session);
    return id.matches() ? Long.parseLong(id.group(1) + id.group(2), 16) : Long.MAX_VALUE;
  }

  /** What covered the session once has to be there for good. */
  private void compare(Head head, CoverOfChain cover) {
    boolean told =
        head.columns().get("covered_seq") instanceof Long seq && seq <= cover.coveredSeq();
    if (!told) {
      findings.add(
          Finding.Kind.COVER_GONE,
          "chain " + session,
          "its head says that checkpoints cover it up to line "
              + head.columns().get("covered_seq")
              + ", the proofs lead to line "
              + cover.coveredSeq());
    }
  }

  private void add(ChainCheck check, Line line) throws IOException {
    if (line.chain().equals(session)) {
      check.add(line);
    } else {
      findings.add(Finding.Kind.LINE_OUT_OF_ORDER, line, "it is of another chain");
    }
  }
}
