package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The head and the lines of a dossier's session. */
final class DossierLines {

  private final String session;
  private final KeyHistory keys;
  private final Findings findings;
  private final Tally tally;
  private final Covered covered;

  DossierLines(String session, KeyHistory keys, Findings findings, Tally tally, Covered covered) {
    this.session = session;
    this.keys = keys;
    this.findings = findings;
    this.tally = tally;
    this.covered = covered;
  }

  void check(InputStream events, List<Leaf> leaves) throws IOException {
    Run<Leaf> run = new Run<>("proofs", new Listed<>(leaves), Leaf::chain, findings);
    CoverOfChain cover = new CoverOfChain(session, run, covered, findings);
    OpenQuestions questions = new OpenQuestions(keys, findings);
    ChainCheck check = new ChainCheck(session, cover, findings, tally, questions);
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
    questions.settle(covered, false);
    if (check.any()) {
      tally.add(Tally.What.SESSIONS);
      check.compare(head.chain().equals(session) ? head : null);
    } else {
      findings.add(Finding.Kind.CHAIN_REMOVED, "chain " + session, "there are no lines");
    }
    if (run.peek(session) == null && !leaves.isEmpty() && !cover.any()) {
      findings.add(Finding.Kind.PROOF_WRONG, "chain " + session, "the proofs are of other chains");
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
