package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_WITHOUT_RIGHT;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rule a chain is purged by, and from when its period counts. */
class TombstoneRuleTest extends Tombstones {

  /** A base date while the session is open. */
  private static final long FROM = History.NOON + 3_000;

  @Test
  void aTombstoneUnderARuleThatIsNot() throws Exception {
    purged();
    body.put("rule", Map.of("chain", log.id, "seq", 0L));

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "sets the rule");
  }

  @Test
  void aTombstoneUnderAShorterPeriodThanTheRule() throws Exception {
    purged();
    body.put("period", 1L);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "sets the rule");
  }

  @Test
  void aTombstoneUnderARuleThatNoCheckpointCovers() throws Exception {
    purged();
    log.line("RETENTION_RULE", Map.of("retention", "standard", "period", 1L), Map.of());
    body.put("period", 1L);
    body.put("rule", Map.of("chain", log.id, "seq", 2L));
    body.put("at", history.clock + PERIOD);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "no covered line");
  }

  @Test
  void aTombstoneUnderARuleThatHadBeenReplaced() throws Exception {
    purged();
    rule("standard", 2 * PERIOD);
    body.put("at", history.clock + PERIOD);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another rule");
  }

  @Test
  void aTombstoneUnderARuleThatHadBeenWithdrawn() throws Exception {
    purged();
    log.line("RETENTION_RULE", Map.of("retention", "standard"), Map.of());
    history.checkpoint();
    body.put("at", history.clock + PERIOD);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another rule");
  }

  @Test
  void aTombstoneUnderTheRuleForAllWhereTheFamilyHasItsOwn() throws Exception {
    log.line(
        "RETENTION_RULE",
        Map.of("retention", "standard", "family", "double_room", "period", 2 * PERIOD),
        Map.of());
    purged();
    body.put("rule", Map.of("chain", log.id, "seq", 2L));

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another rule");
  }

  @Test
  void aTombstoneBeforeTheRetentionThatWasSetIsOver() throws Exception {
    session.retained("standard", History.NOON, History.NOON + 3 * PERIOD);
    purged();

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "period");
  }

  private void classOfItsOwn(long period) {
    log.line("RETENTION_RULE", Map.of("retention", "short", "period", period), Map.of());
    purged();
    body.put("retention", "short");
    body.put("period", period);
  }

  private Map<String, Object> standard() {
    return Map.of("period", PERIOD, "rule", Map.of("chain", log.id, "seq", 2L));
  }

  /** A base date in the past made a record of today purgeable. */
  @Test
  void aTombstoneCountedFromABaseDateInThePast() throws Exception {
    session.retained("standard", 1L, 1L + PERIOD);
    purged();
    body.put("at", history.clock + PERIOD - 2_000);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "counted from its closing");
    assertThat(report().found()).containsKey(Finding.Kind.BASE_BEFORE_OPENING);
  }

  @Test
  void aTombstoneUnderAShorterClassThatOneKeyGave() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);
    body.put("at", history.clock + 5_000);
    body.put("standard", standard());

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "counted from its closing");
  }

  @Test
  void aTombstoneUnderAShorterClassThatHidesTheRuleForAll() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "names no rule for all sessions");
  }

  @Test
  void aTombstoneUnderAShorterClassAndAMadeUpRuleForAll() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);
    body.put("standard", Map.of("period", 1L, "rule", Map.of("chain", log.id, "seq", 1L)));

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "sets the rule");
  }

  @Test
  void aShorterClassIsPurgedOnceTheRuleForAllIsOverToo() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);
    body.put("standard", standard());
    bury(history.signer);

    assertThat(report().findings()).isEmpty();
  }

  @Test
  void twoAuditorsMayAgreeToLess() throws Exception {
    session.retained("standard", FROM, FROM + 9 * PERIOD);
    history.checkpoint();
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-1");
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-2");
    session.keeping.put("retention", "short");
    session.keeping.put("until", FROM + 1_000);
    session.keeping.put("shortened", true);
    classOfItsOwn(1_000L);
    body.put("at", history.clock + 5_000);
    history.chains.put(session.id, session);
    assertThat(report().found()).doesNotContainKey(Finding.Kind.LEAF_DIFFERS);
    history.chains.remove(session.id);
    bury(history.signer);

    assertThat(report().findings()).isEmpty();
  }

  @Test
  void oneAuditorTwiceIsNotTwo() throws Exception {
    history.auditor("1");
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-1");
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-1");
    session.shorteningAgreed("short", FROM, FROM + 999, "key-2");
    history.checkpoint();
    assertThat(report().findings()).isEmpty();

    session.keeping.put("shortened", true);
    session.left("ann");
    history.checkpoint();
    assertThat(report().found()).containsKey(Finding.Kind.LEAF_DIFFERS);
  }

  /** From the last minutes of a leap day on, by the calendar and not by 365 days. */
  private void purgedByYears(long years) {
    history.clock = Instant.parse("2028-02-29T12:00:00Z").toEpochMilli();
    log.line("RETENTION_RULE", Map.of("retention", "standard", "years", years), Map.of());
    session.closed();
    history.checkpoint();
    body.put("chain", session.id);
    body.put("lastSeq", session.lastSeq());
    body.put("lastHash", session.last().get("hash"));
    body.put("years", 5L);
    body.put("retention", "standard");
    body.put("rule", Map.of("chain", log.id, "seq", 1L));
    history.chains.remove(session.id);
    history.about.put("time", history.clock + 3_000L * 86_400_000);
  }

  private long fiveYears() {
    long closed = Got.number(session.last(), "atMillis");
    return Instant.ofEpochMilli(closed)
        .atOffset(ZoneOffset.UTC)
        .plusYears(5)
        .toInstant()
        .toEpochMilli();
  }

  @Test
  void aTombstoneAfterFiveYearsOfTheCalendar() throws Exception {
    purgedByYears(5);
    body.put("at", fiveYears());
    bury(history.signer);

    assertThat(report().ok()).as("%s", report().findings()).isTrue();
  }

  @Test
  void aTombstoneOneMillisecondBeforeFiveYearsAreOver() throws Exception {
    purgedByYears(5);
    body.put("at", fiveYears() - 1);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "period");
  }

  @Test
  void aTombstoneThatClaimsFewerYearsThanTheRule() throws Exception {
    purgedByYears(6);
    body.put("at", fiveYears());

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "rule");
  }
}
