package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of retention, which stand in few lines, and what tombstones claim of them. */
final class Rules {

  /** The kind of line that sets a rule of retention. */
  static final String KIND = "RETENTION_RULE";

  /**
   * A rule as a tombstone claims it.
   *
   * @param family the rule is for, if it is for one only
   * @param purged family of what was purged under it
   */
  record Claim(
      String chain,
      long seq,
      String retention,
      Optional<String> family,
      long period,
      Optional<String> purged) {}

  /** When a claim was made first and last, and by which tombstones. */
  private record Made(long first, String firstPlace, long last, String lastPlace) {

    Made and(Made other) {
      boolean earlier = other.first < first;
      boolean later = other.last > last;
      return new Made(
          earlier ? other.first : first,
          earlier ? other.firstPlace : firstPlace,
          later ? other.last : last,
          later ? other.lastPlace : lastPlace);
    }
  }

  /**
   * A rule as a line sets it.
   *
   * @param period empty if it ends the rule that was there
   */
  private record Set(Line line, String retention, Optional<String> family, Optional<Long> period) {

    boolean is(Claim claim) {
      return line.chain().equals(claim.chain())
          && line.seq() == claim.seq()
          && retention.equals(claim.retention())
          && family.equals(claim.family())
          && period.equals(Optional.of(claim.period()));
    }
  }

  private final List<Set> rules = new ArrayList<>();
  private final Map<String, Long> covered = new HashMap<>();
  private final Map<Claim, Made> claims = new HashMap<>();
  private final Findings findings;

  Rules(Findings findings) {
    this.findings = findings;
  }

  void read(Line line) {
    JsonObject details = line.readDetails();
    rules.add(
        new Set(
            line,
            details.text("retention"),
            details.optionalText("family"),
            details.optionalNumber("period")));
  }

  /** After the last line of an access log. */
  void end(String chain, long coveredSeq) {
    boolean any = !rules.isEmpty() && rules.get(rules.size() - 1).line().chain().equals(chain);
    if (any) {
      covered.put(chain, coveredSeq);
    }
  }

  /**
   * A tombstone claims a rule.
   *
   * @param at when it was made
   */
  void claim(Claim claim, long at, String place) {
    claims.merge(claim, new Made(at, place, at, place), Made::and);
  }

  /** At the very end: what was claimed must have been the rule. */
  void settle() {
    claims.forEach(
        (claim, made) -> {
          judge(claim, made.first(), made.firstPlace());
          if (made.last() != made.first()) {
            judge(claim, made.last(), made.lastPlace());
          }
        });
  }

  private void judge(Claim claim, long at, String place) {
    boolean there = rules.stream().anyMatch(rule -> rule.is(claim) && covered(rule));
    if (!there) {
      tell(place, "no covered line " + claim.chain() + "#" + claim.seq() + " sets the rule");
    } else if (inForce(claim, at).filter(rule -> rule.is(claim)).isEmpty()) {
      tell(place, "another rule than that of " + claim.chain() + "#" + claim.seq() + " was valid");
    }
  }

  private boolean covered(Set rule) {
    return rule.line().seq() <= covered.getOrDefault(rule.line().chain(), -1L);
  }

  /** The rule for the family, else the one for all. */
  private Optional<Set> inForce(Claim claim, long at) {
    Optional<Set> ofFamily =
        claim.purged().isPresent() ? newest(claim, claim.purged(), at) : Optional.empty();
    return ofFamily.or(() -> newest(claim, Optional.empty(), at));
  }

  private Optional<Set> newest(Claim claim, Optional<String> family, long at) {
    return rules.stream()
        .filter(rule -> rule.retention().equals(claim.retention()))
        .filter(rule -> rule.family().equals(family) && rule.line().atMillis() <= at)
        .max(Comparator.comparingLong(rule -> rule.line().atMillis()))
        .filter(rule -> rule.period().isPresent());
  }

  private void tell(String place, String why) {
    findings.add(Finding.Kind.TOMBSTONE_WITHOUT_RIGHT, place, why);
  }
}
