package org.rtcroom.verifier;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of retention, which stand in few lines, and what tombstones claim of them. */
public final class Rules {

  /** The kind of line that sets a rule of retention. */
  public static final String KIND = "RETENTION_RULE";

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
      Period period,
      Optional<String> purged) {}

  /**
   * How long a class is kept: a fixed time, or years by the calendar, in UTC.
   *
   * @param years 0 where it is a fixed time
   */
  public record Period(long millis, long years) {

    private static final long MOST_YEARS = 1000;

    /**
     * What an object says of a period, if it does.
     *
     * @throws BadJson if it cannot be read
     */
    static Optional<Period> find(JsonObject details) {
      return details.has("years") || details.has("period")
          ? Optional.of(of(details))
          : Optional.empty();
    }

    static Period of(JsonObject details) {
      if (!details.has("years")) {
        return new Period(details.number("period"), 0);
      }
      long years = details.number("years");
      if (years < 1 || years > MOST_YEARS || details.has("period")) {
        throw new BadJson("a period is a fixed time or years from 1 to " + MOST_YEARS);
      }
      return new Period(0, years);
    }

    /** The end of the period that begins then, in milliseconds since 1970. */
    long end(long from) {
      if (years == 0) {
        return from + millis;
      }
      OffsetDateTime begin = Instant.ofEpochMilli(from).atOffset(ZoneOffset.UTC);
      return begin.plusYears(years).toInstant().toEpochMilli();
    }
  }

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
   * @param atMillis time of the line
   * @param family the rule is for, if it is for one only
   * @param period empty if the line ends the rule that was there
   */
  public record Rule(
      String chain,
      long seq,
      long atMillis,
      String retention,
      Optional<String> family,
      Optional<Period> period) {

    private boolean is(Claim claim) {
      return chain.equals(claim.chain())
          && seq == claim.seq()
          && retention.equals(claim.retention())
          && family.equals(claim.family())
          && period.equals(Optional.of(claim.period()));
    }
  }

  /** What a rule is for. */
  private record Scope(String retention, Optional<String> family) {

    static Scope of(Rule rule) {
      return new Scope(rule.retention(), rule.family());
    }
  }

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Long> covered = new HashMap<>();
  private final Map<Claim, Made> claims = new HashMap<>();

  /**
   * Takes a line of kind {@link #KIND}, in the order of chains and lines.
   *
   * @throws BadJson if it cannot be read
   */
  public void read(Line line) {
    JsonObject details = line.readDetails();
    rules.add(
        new Rule(
            line.chain(),
            line.seq(),
            line.atMillis(),
            details.text("retention"),
            details.optionalText("family"),
            Period.find(details)));
  }

  /** After the last line of an access log; {@code coveredSeq} is −1 if nothing of it is covered. */
  public void end(String chain, long coveredSeq) {
    boolean any = !rules.isEmpty() && rules.get(rules.size() - 1).chain().equals(chain);
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

  /** At the very end: what was claimed must have been the rule; shorter periods are told. */
  void settle(Findings findings) {
    Map<Scope, Rule> newest = new HashMap<>();
    rules.stream()
        .sorted(
            Comparator.comparingLong(Rule::atMillis)
                .thenComparing(Rule::chain)
                .thenComparingLong(Rule::seq))
        .forEach(rule -> compare(rule, newest, findings));
    claims.forEach(
        (claim, made) -> {
          judge(claim, made.first(), made.firstPlace(), findings);
          if (made.last() != made.first()) {
            judge(claim, made.last(), made.lastPlace(), findings);
          }
        });
  }

  /**
   * With what was in force before: the family's own rule, else that for all. One for all that the
   * same start set counts for what follows only.
   */
  private static void compare(Rule rule, Map<Scope, Rule> newest, Findings findings) {
    Optional<Rule> own = Optional.ofNullable(newest.get(Scope.of(rule)));
    Optional<Rule> all =
        Optional.ofNullable(newest.get(new Scope(rule.retention(), Optional.empty())))
            .filter(one -> rule.family().isPresent());
    Optional<Rule> allBefore = all.filter(one -> !one.chain().equals(rule.chain()));
    long before = end(own, allBefore, rule.atMillis());
    long after = end(Optional.of(rule), all, rule.atMillis());
    if ((own.isPresent() || allBefore.isPresent()) && after < before) {
      findings.add(
          Finding.Kind.RULE_SHORTENED,
          rule.chain() + "#" + rule.seq(),
          "class "
              + rule.retention()
              + rule.family().map(family -> " of " + family).orElse("")
              + " is kept "
              + Ages.words(after - rule.atMillis())
              + " from here on, before it "
              + (before == Long.MAX_VALUE ? "for good" : Ages.words(before - rule.atMillis())));
    }
    newest.put(Scope.of(rule), rule);
  }

  /** Of a period that begins then. */
  private static long end(Optional<Rule> own, Optional<Rule> all, long from) {
    return own.flatMap(Rule::period)
        .or(() -> all.flatMap(Rule::period))
        .map(period -> period.end(from))
        .orElse(Long.MAX_VALUE);
  }

  private void judge(Claim claim, long at, String place, Findings findings) {
    boolean there = rules.stream().anyMatch(rule -> rule.is(claim) && covered(rule));
    boolean valid =
        valid(claim.retention(), claim.purged(), at).filter(rule -> rule.is(claim)).isPresent();
    if (!there || !valid) {
      String line = claim.chain() + "#" + claim.seq();
      findings.add(
          Finding.Kind.TOMBSTONE_WITHOUT_RIGHT,
          place,
          there
              ? "another rule than that of " + line + " was valid"
              : "no covered line " + line + " sets the rule it names");
    }
  }

  /** Whether a checkpoint covers the line that sets the rule. */
  public boolean covered(Rule rule) {
    return rule.seq() <= covered.getOrDefault(rule.chain(), -1L);
  }

  /**
   * The rule that was valid: the newest for the family, else the newest for all.
   *
   * @param family of the session; empty for access logs
   * @param at milliseconds since 1970
   */
  public Optional<Rule> valid(String retention, Optional<String> family, long at) {
    Optional<Rule> ofFamily = family.isPresent() ? newest(retention, family, at) : Optional.empty();
    return ofFamily.or(() -> newest(retention, Optional.empty(), at));
  }

  private Optional<Rule> newest(String retention, Optional<String> family, long at) {
    return rules.stream()
        .filter(rule -> rule.retention().equals(retention) && rule.family().equals(family))
        .filter(rule -> rule.atMillis() <= at)
        .max(Comparator.comparingLong(Rule::atMillis))
        .filter(rule -> rule.period().isPresent());
  }
}
