package org.rtcroom.verifier;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a person what a verification found, what that proves, and what it does not. */
final class Printout {

  private static final List<String> PROVED =
      List.of(
          "What this proves: what was recorded has not been changed since the first checkpoint"
              + " that",
          "covers it, as far as the key given belongs to the service: which authenticated user ids",
          "joined a session, were handed play URLs and left, from which observed addresses, when"
              + " and",
          "why. Somebody with the database but not the signing key cannot have altered it.");

  private static final List<String> NOT_PROVED =
      List.of(
          "What it does not prove: that everything was recorded; compare with the integrator's own",
          "files. Who a person was, and what was said; that is the recording's evidence. Whoever"
              + " had",
          "the signing key or the server in hand could invent or suppress what happened from then"
              + " on,",
          "and rewrite what no copy out of his reach held; such a copy is what --witness takes."
              + " Times",
          "are those of the servers' clocks unless a time stamp authority has witnessed them. Who"
              + " had the",
          "database alone could add lines that say more, until the first checkpoint over them, but"
              + " none",
          "that erases, lifts a hold, shortens retention or gives rights: those are signed one by"
              + " one.");

  private final PrintStream out;
  private final Key key;

  Printout(PrintStream out, Key key) {
    this.out = out;
    this.key = key;
  }

  int export(Report report, About about) {
    out.println("Export of node " + about.node() + ", made " + time(about.timeMillis()));
    if (!about.complete()) {
      out.println("Only chains that began " + between(about.from(), about.to()));
      if (about.activeFrom().isPresent() || about.activeTo().isPresent()) {
        out.println("and went on " + between(about.activeFrom(), about.activeTo()));
      }
    }
    long open = report.counts().uncovered();
    return print(report, open == 0 ? "all lines" : "all lines but " + open);
  }

  private static String between(Optional<Long> from, Optional<Long> to) {
    return "from "
        + from.map(Printout::time).orElse("the beginning")
        + " to before "
        + to.map(Printout::time).orElse("the end");
  }

  int dossier(Report report, Dossier dossier) {
    out.println(
        "Dossier of session "
            + visible(dossier.session())
            + ", made "
            + time(dossier.madeMillis()));
    long lines = report.counts().lines();
    long proved = lines - report.counts().uncovered();
    return print(report, proved == 0 ? "no line" : "lines 0 to " + (proved - 1) + " of " + lines);
  }

  /**
   * Prints all of it.
   *
   * @param covered which lines checkpoints cover
   */
  private int print(Report report, String covered) {
    out.println("Key " + key.id());
    report.findings().forEach(this::finding);
    report.found().forEach((kind, count) -> more(kind, count));
    counts(report.counts());
    out.println(report.ok() ? "OK: nothing is wrong." : "NOT OK: see the findings.");
    out.println();
    if (report.ok()) {
      out.println("Covered by checkpoints: " + covered + ". Nothing is proved of others.");
      PROVED.forEach(out::println);
    } else if (report.onlyWitness()) {
      out.println(
          "Nothing is wrong but that the witness could not be used: it proves nothing here.");
    } else {
      out.println("What is named above is not as it was recorded, or cannot be proved.");
    }
    out.println();
    NOT_PROVED.forEach(out::println);
    if (report.onlyWitness()) {
      return Main.NO_WITNESS;
    }
    return report.ok() ? Main.OK : Main.FOUND;
  }

  private void finding(Finding finding) {
    String weight = finding.kind().remark() ? "remark" : "FOUND";
    out.println(
        weight
            + " "
            + finding.kind()
            + " "
            + visible(finding.place())
            + ": "
            + visible(finding.text()));
  }

  private void more(Finding.Kind kind, long count) {
    if (count > Findings.KEPT) {
      out.println(kind + ": " + (count - Findings.KEPT) + " more");
    }
  }

  private void counts(Report.Counts counts) {
    out.println(
        counts.sessions()
            + " sessions, "
            + counts.accessLogs()
            + " access logs, "
            + counts.lines()
            + " lines, "
            + counts.checkpoints()
            + " checkpoints, "
            + counts.leaves()
            + " leaves, "
            + counts.rows()
            + " rows, "
            + counts.purged()
            + " purged, "
            + counts.erased()
            + " personal parts erased");
    out.println(
        "covered by checkpoints up to "
            + counts.lastCheckpoint().map(Printout::time).orElse("never")
            + "; not covered: "
            + counts.uncovered()
            + " lines"
            + counts.oldestUncovered().map(at -> ", the oldest of " + time(at)).orElse(""));
    out.println(
        counts
            .witnessed()
            .map(count -> "held by the witness as well: " + count + " checkpoints")
            .orElse("no witness was given"));
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /** What stands in a file of somebody else is not let loose on a terminal. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .limit(500)
        .forEach(
            c -> {
              boolean plain = c >= 0x20 && c < 0x7f;
              visible.append(
                  plain ? Character.toString(c) : String.format(Locale.ROOT, "\\u{%x}", c));
            });
    return visible.toString();
  }
}
