package org.rtcroom.verifier;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Judges one chain alone, for a purge that is about to remove it: evidence is not to be destroyed.
 */
public final class WholeChain {

  private final KeyHistory keys;

  /**
   * @param given the key that is trusted
   * @param documents the entries of the copy outside the database that tell of other keys
   */
  public WholeChain(Key given, List<byte[]> documents) {
    Findings findings = new Findings();
    keys = new KeyHistory(given, OutsideCopy.keyEvents(documents, findings), findings);
  }

  /**
   * Whether an act of an access log has the signature of a trusted key.
   *
   * @param coveredBy number of the first checkpoint over it; the highest number there can be if
   *     there is none
   */
  public boolean signed(Line act, long coveredBy) {
    return new Acts(keys).signed(act, coveredBy);
  }

  /**
   * Why a chain is not what its last leaf covers from its first line to its last one.
   *
   * @return empty if it is
   * @throws IOException if the lines cannot be read
   */
  public Optional<String> reasonAgainst(Leaf leaf, Source<Line> lines) throws IOException {
    String chain = leaf.chain();
    Findings findings = new Findings();
    Covered covered = new Covered();
    covered.add(leaf.number(), 0);
    Run<Leaf> leaves = new Run<>("leaves", new Listed<>(List.of(leaf)), Leaf::chain, findings);
    CoverOfChain cover = new CoverOfChain(chain, leaves, covered, findings);
    ChainCheck check =
        new ChainCheck(
            chain,
            cover,
            findings,
            new Tally(),
            new OpenQuestions(
                keys, findings, new Endings(new OutsideCopy.KeyEvents(), keys, findings)),
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
