package org.rtcroom.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Warrant;

/**
 * Which keys may agree to acts, as the lines about keys tell (journal-format.md, "Two persons"): a
 * key that another person confirmed than the one who gave it out. Keys that the key of the settings
 * gave out are the beginning: it confirms administrators itself while there are fewer than two.
 */
final class KeyBook {

  /** Keys of the settings: of the first administrator, and of demo mode. */
  static final Set<String> OF_SETTINGS = Set.of("bootstrap", "demo");

  /** So many administrators the key of the settings puts in force by itself. */
  private static final int FIRST = 2;

  /** Clocks of nodes differ. */
  private static final Duration SLACK = Duration.ofHours(1);

  private record Given(boolean admin, String by, Instant expires) {}

  /** What is known of a key that was never given out. */
  private static final Given NEVER = new Given(false, "", Instant.EPOCH);

  private record Confirmed(String key, String by, Instant at) {}

  private final Map<String, Given> given = new HashMap<>();
  private final Map<String, Instant> ended = new HashMap<>();
  private final List<Confirmed> confirmed = new ArrayList<>();
  private final Map<String, Warrant> warrants = new HashMap<>();

  private KeyBook() {}

  /** Reads the lines about keys that count, in the order of their times, chains and numbers. */
  static KeyBook of(List<Line> lines) {
    KeyBook book = new KeyBook();
    lines.forEach(book::read);
    int known;
    do {
      known = book.warrants.size();
      book.confirmed.forEach(book::confirm);
    } while (book.warrants.size() > known);
    return book;
  }

  private void read(Line line) {
    RecordedJson details = KeyLines.parts(line);
    String key = details.optionalText("id").orElse("");
    switch (AccessKind.valueOf(line.kind())) {
      case KEY_CREATED -> {
        boolean admin =
            Arrays.asList(details.text("roles").split(",", -1)).contains(ApiKey.Role.ADMIN.name());
        given.putIfAbsent(key, new Given(admin, details.text("keyId"), details.instant("expires")));
      }
      case KEY_CONFIRMED -> confirmed.add(new Confirmed(key, details.text("keyId"), line.at()));
      case KEY_REVOKED -> ended.merge(key, line.at(), (a, b) -> a.isBefore(b) ? a : b);
      default -> throw new IllegalArgumentException(line + " is not about a key");
    }
  }

  private void confirm(Confirmed one) {
    if (!warrants.containsKey(one.key()) && reasonAgainst(one).isEmpty()) {
      boolean ofSettings = OF_SETTINGS.contains(one.by());
      String givenBy = ofSettings ? one.key() : hand(giver(one.key()));
      warrants.put(one.key(), new Warrant(one.key(), givenBy, one.at()));
    }
  }

  /** The warrant of a key, if it was confirmed. */
  Optional<Warrant> warrant(String key) {
    return Optional.ofNullable(warrants.get(key));
  }

  /**
   * Why a key must not confirm another one, in words for its holder; empty if it may.
   *
   * @param at when it would
   */
  Optional<String> reasonAgainst(String key, String by, Instant at) {
    return reasonAgainst(new Confirmed(key, by, at));
  }

  private Optional<String> reasonAgainst(Confirmed one) {
    if (!given.containsKey(one.key())) {
      return Optional.of("no such key was given out");
    } else if (OF_SETTINGS.contains(one.by())) {
      return reasonAgainstSettings(one);
    }
    Warrant by = warrants.get(one.by());
    if (by == null || by.since().isAfter(one.at().plus(SLACK))) {
      return Optional.of("the key that confirms is not confirmed itself");
    }
    String giver = hand(giver(one.key()));
    Warrant ofGiver = warrants.getOrDefault(giver, new Warrant(giver, giver, Instant.EPOCH));
    return by.independentOf(ofGiver)
        ? Optional.empty()
        : Optional.of(
            "who gave a key out, or may hold another key of that person, cannot confirm it");
  }

  private Optional<String> reasonAgainstSettings(Confirmed one) {
    Given key = given(one.key());
    if (!key.by().equals(one.by()) || !key.admin()) {
      return Optional.of(
          "the key of the settings confirms only ADMIN keys that it gave out itself");
    }
    long others =
        warrants.values().stream()
            .filter(other -> !other.key().equals(one.key()) && inForce(other, one.at()))
            .count();
    return others < FIRST
        ? Optional.empty()
        : Optional.of("there are " + FIRST + " administrators, of whom one can confirm it");
  }

  /** Whether it is an administrator's key, and good at that time. */
  private boolean inForce(Warrant other, Instant at) {
    Given key = given(other.key());
    return key.admin()
        && !other.since().isAfter(at)
        && key.expires().isAfter(at)
        && ended.getOrDefault(other.key(), Instant.MAX).isAfter(at);
  }

  private Given given(String key) {
    return given.getOrDefault(key, NEVER);
  }

  private String giver(String key) {
    return given(key).by();
  }

  /** Whose hand a key is in: its own holder's if it was confirmed, else that of who gave it out. */
  private String hand(String key) {
    String holder = key;
    Set<String> seen = new HashSet<>();
    while (!warrants.containsKey(holder) && given.containsKey(holder) && seen.add(holder)) {
      holder = giver(holder);
    }
    return holder;
  }
}
