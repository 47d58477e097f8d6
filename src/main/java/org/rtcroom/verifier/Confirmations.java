package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which API keys may agree to acts: those that another person confirmed than the one who gave them
 * out (journal-format.md, "Two persons"); and what acts claim of that. Memory grows with the number
 * of keys alone.
 */
final class Confirmations {

  /** So many administrators the key of the settings puts in force by itself. */
  private static final int FIRST = 2;

  private static final Comparator<Line> IN_TIME =
      Comparator.comparingLong(Line::atMillis)
          .thenComparing(Line::chain)
          .thenComparingLong(Line::seq);

  /** Acts by which somebody agrees to something that takes two. */
  private static final Set<String> AGREEING =
      Set.of("LIFT_AGREED", "SHORTENING_AGREED", "ERASURE_AGREED");

  private record Given(boolean admin, String by, long expires) {}

  /** What is known of a key that was never given out. */
  private static final Given NEVER = new Given(false, "", 0);

  private record Confirmed(String key, String by, Line line) {}

  private final Map<String, Given> given = new HashMap<>();
  private final Map<String, Long> ended = new HashMap<>();
  private final List<Confirmed> confirmed = new ArrayList<>();
  private final Map<String, Warrant> warrants = new HashMap<>();
  private final Map<Warrant, Line> claims = new HashMap<>();
  private final Findings findings;
  private boolean demo;
  private int bySettings;

  Confirmations(Findings findings) {
    this.findings = findings;
  }

  /**
   * Takes an act.
   *
   * @param counts whether its signature is good; one that ends a key counts in any case
   */
  void read(Line line, boolean session, boolean counts) {
    JsonObject details = line.readDetails();
    if (!session && line.kind().equals("KEY_REVOKED")) {
      ended.merge(details.text("id"), line.atMillis(), Math::min);
    } else if (counts && session) {
      if (AGREEING.contains(line.kind()) || details.has(EarlyErasures.BASIS)) {
        claims.merge(Warrant.of(details), line.withoutContent(), Confirmations::earlier);
      }
    } else if (counts && line.kind().equals("KEY_CREATED")) {
      boolean admin = Arrays.asList(details.text("roles").split(",", -1)).contains("ADMIN");
      given.putIfAbsent(
          details.text("id"), new Given(admin, details.text("keyId"), details.number("expires")));
    } else if (counts && line.kind().equals("KEY_CONFIRMED")) {
      confirmed.add(
          new Confirmed(details.text("id"), details.text("keyId"), line.withoutContent()));
    }
  }

  private static Line earlier(Line one, Line other) {
    return IN_TIME.compare(one, other) <= 0 ? one : other;
  }

  /**
   * At the very end, if all access logs are at hand.
   *
   * @param inDemo whether any of it was made in demo mode, whose key needs no confirmation
   */
  void settle(boolean inDemo) {
    demo = inDemo;
    confirmed.sort(Comparator.comparing(Confirmed::line, IN_TIME));
    int known;
    do {
      known = warrants.size();
      confirmed.forEach(this::confirm);
    } while (warrants.size() > known);
    for (Confirmed one : confirmed) {
      if (!warrants.containsKey(one.key())) {
        reasonAgainst(one)
            .ifPresent(why -> findings.add(Finding.Kind.CONFIRMED_ALONE, one.line(), why));
      }
    }
    claims.forEach(this::judge);
  }

  private void confirm(Confirmed one) {
    if (warrants.containsKey(one.key()) || reasonAgainst(one).isPresent()) {
      return;
    }
    boolean settings = ofSettings(one.by());
    String givenBy = settings ? one.key() : hand(given(one.key()).by());
    warrants.put(one.key(), new Warrant(one.key(), givenBy, one.line().atMillis()));
    bySettings += settings ? 1 : 0;
    if (settings && bySettings > FIRST) {
      findings.add(
          Finding.Kind.KEY_OF_SETTINGS,
          one.line(),
          "the key of the settings alone put one more administrator in force, after the first two");
    }
  }

  private Optional<String> reasonAgainst(Confirmed one) {
    Given key = given.get(one.key());
    Warrant by = warrants.get(one.by());
    if (key == null) {
      return Optional.of("it confirms a key that was never given out");
    } else if (ofSettings(one.by())) {
      return reasonAgainstSettings(one, key);
    } else if (by == null || by.since() > one.line().atMillis() + KeyRing.SLACK_MILLIS) {
      return Optional.of("the key that confirms was not confirmed itself");
    }
    String giver = hand(key.by());
    return by.independentOf(warrants.getOrDefault(giver, new Warrant(giver, giver, 0)))
        ? Optional.empty()
        : Optional.of("who confirms a key gave it out, or may hold another key of who did");
  }

  private Optional<String> reasonAgainstSettings(Confirmed one, Given key) {
    if (!key.by().equals(one.by()) || !key.admin()) {
      return Optional.of(
          "the key of the settings confirms only administrators' keys that it gave out itself");
    }
    long at = one.line().atMillis();
    long others =
        warrants.values().stream()
            .filter(other -> !other.key().equals(one.key()) && inForce(other, at))
            .count();
    return others < FIRST
        ? Optional.empty()
        : Optional.of("the key of the settings confirmed one more, though there were " + others);
  }

  /** Whether an administrator's key was surely in force then; clocks of nodes differ. */
  private boolean inForce(Warrant other, long at) {
    Given key = given(other.key());
    return key.admin()
        && other.since() <= at
        && key.expires() > at
        && ended.getOrDefault(other.key(), Long.MAX_VALUE) > at;
  }

  private Given given(String key) {
    return given.getOrDefault(key, NEVER);
  }

  private boolean ofSettings(String key) {
    return key.equals(KeyRing.BOOTSTRAP) || (demo && key.equals(KeyRing.DEMO));
  }

  /** Whose hand a key is in: its own holder's if it was confirmed, else that of who gave it out. */
  private String hand(String key) {
    String holder = key;
    Set<String> seen = new HashSet<>();
    while (!warrants.containsKey(holder) && given.containsKey(holder) && seen.add(holder)) {
      holder = given(holder).by();
    }
    return holder;
  }

  /** What an act claims of its key must be so. */
  private void judge(Warrant claimed, Line line) {
    if (demo && claimed.equals(new Warrant(KeyRing.DEMO, KeyRing.DEMO, 0))) {
      return;
    }
    Warrant known = warrants.get(claimed.key());
    if (known == null || known.since() > line.atMillis() + KeyRing.SLACK_MILLIS) {
      findings.add(
          Finding.Kind.KEY_NOT_CONFIRMED,
          line,
          line.kind() + " by a key that nobody had confirmed");
    } else if (!known.equals(claimed)) {
      findings.add(
          Finding.Kind.KEY_NOT_CONFIRMED,
          line,
          line.kind() + " says of its key that somebody else gave it out, or another time");
    }
  }
}
