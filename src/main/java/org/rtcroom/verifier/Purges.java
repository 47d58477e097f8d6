package org.rtcroom.verifier;

import java.util.Arrays;
import java.util.Optional;

/** Verifies that what was purged could be purged. */
final class Purges {

  private static final String DOMAIN = "rtcroom.tombstone";

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
    boolean over = at - base >= body.number("period") && at >= leaf.until().orElse(base);
    if (at <= coveredAt || !over) {
      return Optional.of("its period was not over");
    }
    if (!leaf.retention().orElse(ACCESS_LOG).equals(body.text("retention"))) {
      return Optional.of("it names another retention class than the checkpoint");
    }
    if (body.has("family") && !body.optionalText("family").equals(leaf.family())) {
      return Optional.of("it names a rule for another family");
    }
    claimRule(tombstone, body, leaf);
    return Optional.empty();
  }

  private void claimRule(Tombstone tombstone, JsonObject body, Leaf.Content leaf) {
    JsonObject rule = body.object("rule");
    rules.claim(
        new Rules.Claim(
            rule.text("chain"),
            rule.number("seq"),
            body.text("retention"),
            body.optionalText("family"),
            body.number("period"),
            leaf.family()),
        body.number("at"),
        "tombstone of chain " + tombstone.chain());
  }
}
