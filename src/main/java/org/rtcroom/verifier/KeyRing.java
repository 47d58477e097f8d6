package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The API keys there were, as the access logs tell, and the acts that name one: each must have been
 * a key by then, of a role that allows it. Memory grows with the number of keys alone.
 */
final class KeyRing {

  /** The key of the settings, with which the first administrator begins; it gives out keys. */
  static final String BOOTSTRAP = "bootstrap";

  /** The key of demo mode, which may do everything. */
  static final String DEMO = "demo";

  /** Clocks of nodes differ, and another node learns late that a key was ended. */
  static final long SLACK_MILLIS = 3_600_000;

  private static final String ADMIN = "ADMIN";

  /** Who may do what; other acts name no key. */
  private static final Map<String, Set<String>> ROLES =
      Map.of(
          "ERASURE_AGREED", Set.of(ADMIN),
          "ERASED", Set.of(ADMIN),
          "HELD", Set.of("AUDITOR"),
          "LIFT_AGREED", Set.of("AUDITOR"),
          "SHORTENING_AGREED", Set.of("AUDITOR"),
          "RETENTION_SET", Set.of("AUDITOR", "INTEGRATOR"),
          "KEY_CREATED", Set.of(ADMIN),
          "KEY_CONFIRMED", Set.of(ADMIN),
          "KEY_REVOKED", Set.of(ADMIN));

  /** A key that was given out. */
  private record ApiKey(Set<String> roles, long created, long expires) {}

  /** An act of some kind by a key; of many the first and the last count. */
  private record Use(String key, String kind) {}

  private record Span(Line first, Line last) {
    Span and(Span other) {
      return new Span(
          other.first.atMillis() < first.atMillis() ? other.first : first,
          other.last.atMillis() > last.atMillis() ? other.last : last);
    }
  }

  private final Map<String, ApiKey> keys = new HashMap<>();
  private final Map<String, Long> ended = new HashMap<>();
  private final Map<Use, Span> uses = new HashMap<>();
  private final Confirmations confirmations;
  private final Findings findings;

  KeyRing(Findings findings) {
    this.findings = findings;
    confirmations = new Confirmations(findings);
  }

  /**
   * Takes an act.
   *
   * @param counts whether its signature is good; one that ends a key counts in any case
   */
  void read(Line line, boolean session, boolean counts) {
    JsonObject details = line.readDetails();
    confirmations.read(line, session, counts);
    if (!session && line.kind().equals("KEY_REVOKED")) {
      ended.merge(details.text("id"), line.atMillis(), Math::min);
    }
    if (counts && !session && line.kind().equals("KEY_CREATED")) {
      Set<String> roles = Set.copyOf(List.of(details.text("roles").split(",", -1)));
      keys.putIfAbsent(
          details.text("id"), new ApiKey(roles, line.atMillis(), details.number("expires")));
    }
    if (counts && ROLES.containsKey(line.kind()) && !Endings.again(line)) {
      Line kept = line.withoutContent();
      uses.merge(new Use(details.text("keyId"), line.kind()), new Span(kept, kept), Span::and);
    }
  }

  /**
   * At the very end.
   *
   * @param complete whether all access logs are at hand; what they would tell is not judged else
   * @param demo whether any of it was made in demo mode, whose key may do everything
   */
  void settle(boolean complete, boolean demo) {
    if (complete) {
      confirmations.settle(demo);
    }
    List<Use> unknown = new ArrayList<>();
    uses.forEach(
        (use, span) -> {
          boolean fixed = use.key().equals(BOOTSTRAP) || (demo && use.key().equals(DEMO));
          if (!complete && !fixed && !keys.containsKey(use.key())) {
            unknown.add(use);
          } else {
            judge(use, span.first(), demo);
            if (span.last().atMillis() > span.first().atMillis()) {
              judge(use, span.last(), demo);
            }
          }
        });
    if (!unknown.isEmpty()) {
      findings.add(
          Finding.Kind.KEYS_NOT_AT_HAND,
          "acts",
          "the access logs that tell of "
              + unknown.stream().map(Use::key).distinct().count()
              + " API keys are not here: whether they allowed what was done with them is not"
              + " judged");
    }
  }

  private void judge(Use use, Line line, boolean demo) {
    reasonAgainst(use, line.atMillis(), demo)
        .ifPresent(
            why ->
                findings.add(
                    Finding.Kind.ACT_WITHOUT_RIGHT, line, use.kind() + " by a key that " + why));
  }

  private Optional<String> reasonAgainst(Use use, long at, boolean demo) {
    Set<String> wanted = ROLES.getOrDefault(use.kind(), Set.of());
    if (demo && use.key().equals(DEMO)) {
      return Optional.empty();
    } else if (use.key().equals(BOOTSTRAP)) {
      return wanted.contains(ADMIN) ? Optional.empty() : Optional.of("gives out keys only");
    }
    ApiKey key = keys.get(use.key());
    if (key == null) {
      return Optional.of("was never given out");
    } else if (key.roles().stream().noneMatch(wanted::contains)) {
      return Optional.of("had no role for that");
    } else if (at < key.created() - SLACK_MILLIS) {
      return Optional.of("was given out later");
    } else if (at > Math.min(key.expires(), end(use.key())) + SLACK_MILLIS) {
      return Optional.of("had ended");
    }
    return Optional.empty();
  }

  private long end(String key) {
    return ended.getOrDefault(key, Long.MAX_VALUE - SLACK_MILLIS);
  }
}
