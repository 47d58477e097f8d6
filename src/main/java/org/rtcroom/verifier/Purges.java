package org.rtcroom.verifier;

import java.util.Arrays;
import java.util.Optional;

/** Verifies that what was purged could be purged. */
final class Purges {

  private static final String DOMAIN = "rtcroom.tombstone";

  /** The class of all sessions that have no other, and the rule that holds for those, too. */
  private static final String STANDARD = "standard";

  /** The class of all access logs. */
  private static final String ACCESS_LOG = "access-log";

  private final KeyHistory keys;
  private final Findings findings;
  private final Covered covered;
  private final Rules rules;

  Purges(KeyHistory keys, Findings findings, Covered covered, Rules rules) {
    this.keys = keys;
    this.findings = findings;
    this.covered = covered;
    this.rules = rules;
  }

  /**
   * Judges one tombstone.
   *
   * @param remains whether there are still lines or a head of the chain
   */
  void check(Tombstone tombstone, CoverOfChain cover, boolean remains) {
    String place = "tombstone of chain " + tombstone.chain();
    if (remains) {
      findings.add(
          Finding.Kind.LINES_AFTER_PURGE, place, "the chain is still there, or part of it");
    }
    byte[] message = Key.message(DOMAIN, tombstone.body());
    if (!keys.signed(tombstone.key(), message, tombstone.signature())) {
      findings.add(Finding.Kind.TOMBSTONE_FORGED, place, "no key that is trusted signed it");
      return;
    }
    try {
      reasonAgainst(tombstone, Json.canonical(tombstone.body()), cover)
          .ifPresent(why -> findings.add(Finding.Kind.TOMBSTONE_WITHOUT_RIGHT, place, why));
    } catch (BadJson e) {
      findings.add(Finding.Kind.TOMBSTONE_FORGED, place, "it cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> reasonAgainst(Tombstone tombstone, JsonObject body, CoverOfChain cover) {
    if (!body.text("chain").equals(tombstone.chain())) {
      return Optional.of("it was signed for another chain");
    }
    Leaf.Content leaf = cover.last().orElse(null);
    if (leaf == null || !covered.good(cover.lastNumber())) {
      return Optional.of("no good checkpoint covers the chain");
    }
    long coveredAt = covered.time(cover.lastNumber());
    if (leaf.base().filter(from -> from < leaf.opened()).isPresent()) {
      findings.add(
          Finding.Kind.BASE_BEFORE_OPENING,
          "tombstone of chain " + tombstone.chain(),
          "its retention was counted from before the session was opened");
    }
    if (leaf.session() && leaf.closed().isEmpty()) {
      return Optional.of("the line that closed the session was not covered");
    }
    boolean whole =
        body.number("lastSeq") == leaf.lastSeq()
            && Arrays.equals(body.bytes("lastHash"), leaf.lastHash());
    if (!whole) {
      return Optional.of(
          "it names another last line than the last checkpoint that covers the chain");
    }
    if (leaf.held()) {
      return Optional.of("a hold was open");
    }
    long base = leaf.base().or(leaf::closed).orElse(coveredAt);
    long at = body.number("at");
    boolean over = Rules.Period.of(body).end(base) <= at && at >= leaf.until().orElse(base);
    if (at <= coveredAt || !over) {
      return Optional.of("its period was not over");
    }
    boolean standardToo = leaf.session() && !leaf.shortened();
    Optional<JsonObject> standard = standard(body, leaf);
    if (standardToo && standard.isEmpty()) {
      return Optional.of("it names no rule for all sessions, and no two auditors agreed to less");
    }
    long closed = leaf.closed().orElse(coveredAt);
    if (standardToo && Rules.Period.of(standard.get()).end(closed) > at) {
      return Optional.of("the period of all sessions, counted from its closing, was not over");
    }
    if (!leaf.retention().orElse(ACCESS_LOG).equals(body.text("retention"))) {
      return Optional.of("it names another retention class than the checkpoint");
    }
    if (body.has("family") && !body.optionalText("family").equals(leaf.family())) {
      return Optional.of("it names a rule for another family");
    }
    claimRule(tombstone, body, body, leaf);
    if (standardToo && body.has(STANDARD)) {
      claimRule(tombstone, body, body.object(STANDARD), leaf);
    }
    return Optional.empty();
  }

  /** What a tombstone says of the rule for all sessions: it is its own, or stands beside it. */
  private static Optional<JsonObject> standard(JsonObject body, Leaf.Content leaf) {
    if (leaf.retention().equals(Optional.of(STANDARD))) {
      return Optional.of(body);
    }
    return body.has(STANDARD) ? Optional.of(body.object(STANDARD)) : Optional.empty();
  }

  /** A claim names the line of the rule, its period, and the family it is for. */
  private void claimRule(
      Tombstone tombstone, JsonObject body, JsonObject claim, Leaf.Content leaf) {
    JsonObject rule = claim.object("rule");
    rules.claim(
        new Rules.Claim(
            rule.text("chain"),
            rule.number("seq"),
            claim == body ? body.text("retention") : STANDARD,
            claim.optionalText("family"),
            Rules.Period.of(claim),
            leaf.family()),
        body.number("at"),
        "tombstone of chain " + tombstone.chain());
  }
}
