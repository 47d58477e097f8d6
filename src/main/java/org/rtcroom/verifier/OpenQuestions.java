package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.List;

/**
 * What can only be answered from elsewhere in the history: why personal parts are gone, which rules
 * of retention there were, and which databases were restored. All of it is little.
 */
final class OpenQuestions {

  /** The kind of line that tells of a restored database. */
  private static final String RESTORED = "RESTORED";

  /** A line that tells which checkpoints a restored database had lost. */
  private record Restored(Line line, Covered.Range lost) {}

  private final List<Covered.Range> restored = new ArrayList<>();
  private final List<Restored> restoredInChain = new ArrayList<>();
  private final Findings findings;
  private final Erasures erasures;
  private final Rules rules = new Rules();

  OpenQuestions(Findings findings) {
    this.findings = findings;
    erasures = new Erasures(findings);
  }

  Erasures erasures() {
    return erasures;
  }

  Rules rules() {
    return rules;
  }

  /**
   * Takes the next line.
   *
   * @param session whether it is of a session
   */
  void read(Line line, boolean session) {
    switch (line.kind()) {
      case RESTORED -> restored(line);
      case Rules.KIND -> rules.read(line);
      case Erasures.KIND -> erasures.read(line, session);
      default -> {}
    }
  }

  private void restored(Line line) {
    JsonObject details = line.readDetails();
    Covered.Range lost =
        new Covered.Range(number(details, "database") + 1, number(details, "file"));
    restoredInChain.add(new Restored(line, lost));
    findings.add(
        Finding.Kind.RESTORED,
        line,
        "a backup was restored; what was recorded between checkpoints "
            + (lost.from() - 1)
            + " and "
            + lost.to()
            + " is lost");
  }

  /** Values of the access log are texts. */
  private static long number(JsonObject details, String name) {
    try {
      return Long.parseLong(details.text(name));
    } catch (NumberFormatException e) {
      throw new BadJson(name + " is not a number");
    }
  }

  /** After the last line of a chain. */
  void end(String chain, boolean session, long coveredSeq) {
    if (session) {
      erasures.settle(chain);
    }
    rules.end(chain, coveredSeq);
    for (Restored told : restoredInChain) {
      if (told.line().seq() <= coveredSeq) {
        restored.add(told.lost());
      }
    }
    restoredInChain.clear();
  }

  /**
   * At the very end: each leaf list that is missing must have been lost with a database that was
   * restored.
   *
   * @param complete whether all access logs are at hand
   */
  void settle(List<Covered.Range> leafless, boolean complete) {
    for (Covered.Range missing : leafless) {
      boolean told =
          restored.stream()
              .anyMatch(lost -> lost.from() <= missing.from() && missing.to() <= lost.to());
      if (!told) {
        findings.add(
            Finding.Kind.ROOT_DIFFERS,
            "checkpoint " + missing.from(),
            "the leaves of checkpoints "
                + missing.from()
                + " to "
                + missing.to()
                + " are gone, and no covered line tells of a restored database");
      }
    }
    if (complete) {
      erasures.settleAll();
      rules.settle(findings);
    }
  }
}
