package org.rtcroom.verifier;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Judges one chain alone, for whoever is about to remove it: evidence is not to be destroyed. */
public final class WholeChain {

  private WholeChain() {}

  /**
   * Why a chain is not what its last leaf covers from its first line to its last one.
   *
   * @return empty if it is
   * @throws IOException if the lines cannot be read
   */
  public static Optional<String> reasonAgainst(Leaf leaf, Source<Line> lines) throws IOException {
    String chain = leaf.chain();
    Findings findings = new Findings();
    Covered covered = new Covered();
    covered.add(0, 0);
    Leaf only = new Leaf(0, chain, leaf.bytes());
    Run<Leaf> leaves = new Run<>("leaves", new Listed<>(List.of(only)), Leaf::chain, findings);
    CoverOfChain cover = new CoverOfChain(chain, leaves, covered, findings);
    ChainCheck check =
        new ChainCheck(
            chain,
            cover,
            findings,
            new Tally(),
            new OpenQuestions(findings),
            ChainCheck.Times.UNKNOWN);
    for (Line line = lines.next(); line != null; line = lines.next()) {
      check.add(line);
    }
    check.end();
    Optional<String> wrong =
        findings.kept().stream()
            .filter(finding -> !finding.kind().remark())
            .map(finding -> finding.place() + ": " + finding.text())
            .findFirst();
    boolean whole = check.any() && cover.coveredSeq() == check.story().last().seq();
    return wrong.or(() -> whole ? Optional.empty() : Optional.of("its last line is not covered"));
  }
}
