package org.rtcroom.verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can only be answered from elsewhere in the history: holds and erasures, of which people made
 * each, and the rules of retention, which stand in a few lines.
 */
final class OpenQuestions {

  /** The kind of line that sets a rule of retention. */
  private static final String RULE = "RETENTION_RULE";

  /** The kind of line that tells of a restored database. */
  private static final String RESTORED = "RESTORED";

  /** A rule of retention, as a tombstone claims it. */
  record Rule(String chain, long seq, String retention, Optional<String> family, long period) {}

  /** A line that tells which checkpoints a restored database had lost. */
  private record Restored(Line line, Covered.Range lost) {}

  private final Set<String> held = new HashSet<>();
  private final Set<String> erasures = new HashSet<>();
  private final Map<Rule, String> claims = new HashMap<>();
  private final Set<Rule> rules = new HashSet<>();
  private final List<Rule> ofChain = new ArrayList<>();
  private final List<Covered.Range> restored = new ArrayList<>();
  private final List<Restored> restoredInChain = new ArrayList<>();
  private final Findings findings;
  private final boolean known;

  /** Where there are no rows, what was erased is taken as it is. */
  OpenQuestions(Findings findings) {
    this.findings = findings;
    known = false;
  }

  OpenQuestions(Source<Row> rows, Findings findings) throws IOException {
    this.findings = findings;
    known = true;
    for (Row row = rows.next(); row != null; row = rows.next()) {
      if (row.table().equals("hold")) {
        held.add(row.key());
      } else if (row.table().equals("erasure")) {
        erasures.add(row.key());
      }
    }
  }

  /** Whether a hold on that chain is open. */
  boolean held(String chain) {
    return held.contains(chain);
  }

  /** Whether something of that chain was erased by somebody who said why. */
  boolean erased(String chain) {
    return !known || erasures.contains(chain);
  }

  /** A tombstone claims that rule. */
  void claim(Rule rule, String tombstone) {
    claims.putIfAbsent(rule, tombstone);
  }

  void read(Line line) {
    if (line.kind().equals(RESTORED)) {
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
    if (line.kind().equals(RULE)) {
      JsonObject details = line.readDetails();
      ofChain.add(
          new Rule(
              line.chain(),
              line.seq(),
              details.text("retention"),
              details.optionalText("family"),
              details.number("period")));
    }
  }

  /** Values of the access log are texts. */
  private static long number(JsonObject details, String name) {
    try {
      return Long.parseLong(details.text(name));
    } catch (NumberFormatException e) {
      throw new BadJson(name + " is not a number");
    }
  }

  /** Keeps the rules of a chain as far as they are covered. */
  void end(String chain, long coveredSeq) {
    for (Rule rule : ofChain) {
      if (rule.seq() <= coveredSeq) {
        rules.add(rule);
      }
    }
    ofChain.clear();
    for (Restored told : restoredInChain) {
      if (told.line().seq() <= coveredSeq) {
        restored.add(told.lost());
      }
    }
    restoredInChain.clear();
  }

  /**
   * At the very end: each rule that was claimed must have been found, and each leaf list that is
   * missing must have been lost with a database that was restored.
   */
  void settle(List<Covered.Range> leafless) {
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
    claims.forEach(
        (rule, tombstone) -> {
          if (!rules.contains(rule)) {
            findings.add(
                Finding.Kind.TOMBSTONE_WITHOUT_RIGHT,
                tombstone,
                "no covered line " + rule.chain() + "#" + rule.seq() + " sets the rule it names");
          }
        });
  }
}
