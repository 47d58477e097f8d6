package org.rtcroom.verifier;

/**
 * What can only be answered from elsewhere in the history: why personal parts are gone, which rules
 * of retention and which API keys there were. All of it is little.
 */
final class OpenQuestions {

  private final Findings findings;
  private final Erasures erasures;
  private final Rules rules = new Rules();
  private final Periods periods = new Periods();
  private final Acts acts;
  private final KeyRing apiKeys;
  private final RowDemands demands = new RowDemands();
  private final Endings endings;
  private final RevokedKeys revocations;

  OpenQuestions(KeyHistory keys, Findings findings, Endings endings) {
    this.findings = findings;
    this.endings = endings;
    acts = new Acts(keys);
    apiKeys = new KeyRing(findings);
    erasures = new Erasures(findings);
    revocations = new RevokedKeys(keys, findings);
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

  RowDemands demands() {
    return demands;
  }

  /** Erasures, until it is known whether their period was over. */
  Periods periods() {
    return periods;
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
      case Erasures.KIND -> {
        erasures.read(line, session);
        if (!session && !Endings.again(line)) {
          periods.erased(line, line.readDetails().text("chain"));
        }
      }
      default -> {
        if (!session) {
          demands.read(line);
          revocations.read(line);
        }
      }
    }
  }

  /**
   * After the last line of a chain.
   *
   * @param atMillis its time
   */
  void end(String chain, boolean session, long coveredSeq, long atMillis) {
    if (session) {
      erasures.settle(chain);
    } else {
      periods.end(chain, atMillis);
    }
    rules.end(chain, coveredSeq);
  }

  /**
   * At the very end.
   *
   * @param complete whether all access logs are at hand
   * @param madeMillis when reading began
   */
  void settle(Covered covered, boolean complete, long madeMillis) {
    apiKeys.settle(complete, covered.demo());
    endings.settle();
    erasures.settleAll(complete);
    revocations.settle();
    if (complete) {
      rules.settle(findings);
      demands.settle(madeMillis, findings);
      periods.settle(rules, findings);
    }
  }
}
