package org.rtcroom.verifier;

/**
 * What can only be answered from elsewhere in the history: why personal parts are gone, which rules
 * of retention and which API keys there were. All of it is little.
 */
final class OpenQuestions {

  private final Findings findings;
  private final Erasures erasures;
  private final Rules rules = new Rules();
  private final Acts acts;
  private final KeyRing apiKeys;
  private final Endings endings;

  OpenQuestions(KeyHistory keys, Findings findings, Endings endings) {
    this.findings = findings;
    this.endings = endings;
    acts = new Acts(keys);
    apiKeys = new KeyRing(findings);
    erasures = new Erasures(findings);
  }

  Erasures erasures() {
    return erasures;
  }

  Acts acts() {
    return acts;
  }

  Rules rules() {
    return rules;
  }

  /**
   * Takes the next line.
   *
   * @param session whether it is of a session
   * @param counts false for an act that is void
   */
  void read(Line line, boolean session, boolean counts) {
    if (Acts.is(line.kind(), session)) {
      apiKeys.read(line, session, counts);
      if (counts && Endings.again(line)) {
        endings.read(line, session);
      }
    }
    if (!counts) {
      return;
    }
    switch (line.kind()) {
      case Rules.KIND -> {
        if (!session) {
          rules.read(line);
        }
      }
      case Erasures.KIND -> erasures.read(line, session);
      default -> {}
    }
  }

  /** After the last line of a chain. */
  void end(String chain, boolean session, long coveredSeq) {
    if (session) {
      erasures.settle(chain);
    }
    rules.end(chain, coveredSeq);
  }

  /**
   * At the very end.
   *
   * @param complete whether all access logs are at hand
   */
  void settle(Covered covered, boolean complete) {
    apiKeys.settle(complete, covered.demo());
    endings.settle();
    if (complete) {
      erasures.settleAll();
      rules.settle(findings);
    }
  }
}
