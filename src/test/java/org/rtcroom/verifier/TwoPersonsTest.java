package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.ACT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.ACT_WITHOUT_RIGHT;
import static org.rtcroom.verifier.Finding.Kind.AGREED_ALONE;
import static org.rtcroom.verifier.Finding.Kind.CONFIRMED_ALONE;
import static org.rtcroom.verifier.Finding.Kind.ERASED_EARLY;
import static org.rtcroom.verifier.Finding.Kind.KEY_NOT_CONFIRMED;
import static org.rtcroom.verifier.Finding.Kind.KEY_OF_SETTINGS;
import static org.rtcroom.verifier.Finding.Kind.KEY_TOO_NEW;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What takes two persons, signed by the service though one alone agreed, or nobody did. */
class TwoPersonsTest extends BothVerifiers {

  private static final long DAY = 1_440 * History.MINUTE;

  /** Both auditors there are, before anything is held. */
  private void auditors() {
    history.auditor("1");
  }

  private void lifted(String first, String second) {
    session.line("LIFT_AGREED", session.agreement(first), Map.of());
    session.line("LIFT_AGREED", session.agreement(second), Map.of());
  }

  @Test
  void twoPersonsLiftAHold() throws Exception {
    session.held();
    lifted("key-1", "key-2");
    session.keeping.remove("held");
    history.checkpoint();
    assertOk();
    assertThat(report().findings()).isEmpty();
  }

  @Test
  void aHoldLiftedByTwoKeysOfOneGiver() throws Exception {
    auditors();
    history.confirmed("key-3", "AUDITOR", "admin-1", "admin-2");
    session.held();
    lifted("key-1", "key-3");
    assertFound(AGREED_ALONE, last(session));
  }

  @Test
  void aHoldLiftedByTwoKeysOfWhichNoneWasConfirmed() throws Exception {
    history.key("x1", "AUDITOR");
    history.key("x2", "AUDITOR");
    session.held();
    lifted("x1", "x2");
    session.keeping.remove("held");
    history.checkpoint();
    assertFound(KEY_NOT_CONFIRMED, session.id + "#" + (session.lastSeq() - 1));
    assertFound(KEY_NOT_CONFIRMED, last(session));
  }

  @Test
  void aHoldLiftedByAKeyThatWasConfirmedAfterItWasSet() throws Exception {
    session.held();
    history.confirmed("key-3", "AUDITOR", "admin-1", "admin-2");
    lifted("key-3", "key-2");
    assertFound(KEY_TOO_NEW, session.id + "#" + (session.lastSeq() - 1));
  }

  /** Days later, with everything covered by a checkpoint before. */
  private void pass(long millis) {
    history.checkpoint();
    history.clock += millis;
    history.about.put("time", history.clock);
  }

  /** All keys of before the hold have run out. */
  private void keysOfAfterTheHold() {
    session.held();
    pass(366 * DAY);
    history.keysLast = 366 * DAY;
    auditorsAnew();
  }

  private void auditorsAnew() {
    history.keys().keyCreated("a3", "ADMIN").keyConfirmed("a3", "bootstrap");
    history.keys().keyCreated("a4", "ADMIN").keyConfirmed("a4", "bootstrap");
    history.confirmed("key-3", "AUDITOR", "a3", "a4");
    history.confirmed("key-4", "AUDITOR", "a4", "a3");
  }

  @Test
  void aHoldThatOutlivedAllKeysIsLiftedByThoseThatStoodForHalfAYear() throws Exception {
    keysOfAfterTheHold();
    pass(180 * DAY);
    lifted("key-3", "key-4");
    session.keeping.remove("held");
    history.checkpoint();
    assertOk();
  }

  @Test
  void aHoldLiftedByAKeyThatStoodForAlmostHalfAYear() throws Exception {
    keysOfAfterTheHold();
    long confirmed = Got.number(history.warrant("key-4"), "since");
    pass(confirmed + 180 * DAY - 3_001 - history.clock);
    lifted("key-3", "key-4");
    assertFound(KEY_TOO_NEW, last(session));
    assertThat(report().found()).containsEntry(KEY_TOO_NEW, 1L);
  }

  /** To what is asked for now, a key is never too new for long. */
  @Test
  void standingMakesNoKeyOldEnoughForAnythingButHolds() throws Exception {
    auditors();
    session.shorteningAgreed("short", History.NOON, History.NOON, "key-1");
    history.keysLast = 366 * DAY;
    history.confirmed("key-3", "AUDITOR", "admin-2", "admin-1");
    pass(180 * DAY);
    session.shorteningAgreed("short", History.NOON, History.NOON, "key-3");
    assertFound(KEY_TOO_NEW, last(session));
  }

  @Test
  void aHoldLiftedByAKeyThatPretendsToBeOlder() throws Exception {
    session.held();
    history.confirmed("key-3", "AUDITOR", "admin-1", "admin-2");
    history.warrants.put("key-3", History.fields("givenBy", "admin-1", "since", History.NOON));
    lifted("key-3", "key-2");
    session.keeping.remove("held");
    history.checkpoint();
    assertFound(KEY_NOT_CONFIRMED, session.id + "#" + (session.lastSeq() - 1));
  }

  @Test
  void aHoldLiftedByAKeyThatPretendsToBeOfAnotherGiver() throws Exception {
    auditors();
    history.confirmed("key-3", "AUDITOR", "admin-1", "admin-2");
    history.warrants.put("key-3", History.fields("givenBy", "admin-2", "since", history.clock));
    session.held();
    lifted("key-1", "key-3");
    session.keeping.remove("held");
    history.checkpoint();
    assertFound(KEY_NOT_CONFIRMED, last(session));
  }

  @Test
  void aHoldSetOnceMoreSoThatKeysAreOldEnough() throws Exception {
    session.held();
    history.confirmed("key-3", "AUDITOR", "admin-1", "admin-2");
    session.held();
    lifted("key-3", "key-2");
    assertFound(KEY_TOO_NEW, session.id + "#" + (session.lastSeq() - 1));
  }

  @Test
  void aRetentionShortenedByAKeyThatWasConfirmedAfterItWasAskedFor() throws Exception {
    auditors();
    session.shorteningAgreed("short", History.NOON, History.NOON, "key-1");
    history.confirmed("key-3", "AUDITOR", "admin-2", "admin-1");
    session.shorteningAgreed("short", History.NOON, History.NOON, "key-3");
    assertFound(KEY_TOO_NEW, last(session));
  }

  @Test
  void aRetentionShortenedByTwoKeysOfOneGiver() throws Exception {
    auditors();
    history.confirmed("key-3", "AUDITOR", "admin-1", "admin-2");
    session.shorteningAgreed("short", History.NOON, History.NOON, "key-1");
    session.shorteningAgreed("short", History.NOON, History.NOON, "key-3");
    assertFound(AGREED_ALONE, last(session));
  }

  @Test
  void aKeyConfirmedByWhoGaveItOut() throws Exception {
    history.confirmed("x1", "AUDITOR", history.administrator("1"), "admin-1");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void aKeyConfirmedByItself() throws Exception {
    history.confirmed("x1", "ADMIN", history.administrator("1"), "x1");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void aKeyConfirmedByAnotherKeyThatTheSameHandGaveOut() throws Exception {
    history.confirmed("x1", "ADMIN", history.administrator("1"), "admin-2");
    assertOk();
    history.confirmed("x2", "AUDITOR", "admin-1", "x1");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
    history.keys().keyConfirmed("x2", "admin-2");
    assertOk();
  }

  @Test
  void aKeyConfirmedByTheHandThatGaveItsGiverAKey() throws Exception {
    history.confirmed("x1", "ADMIN", history.administrator("1"), "admin-2");
    history.confirmed("x2", "AUDITOR", "x1", "admin-1");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void aKeyGivenOutThroughAKeyThatNobodyConfirmed() throws Exception {
    history.keys().keyCreated("x1", "ADMIN", history.administrator("1"));
    history.confirmed("x2", "AUDITOR", "x1", "admin-1");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void twoKeysThatConfirmEachOther() throws Exception {
    history.keys().keyCreated("x1", "ADMIN", history.administrator("1"));
    history.keys().keyCreated("x2", "ADMIN", "admin-2");
    history.keys().keyConfirmed("x1", "x2").keyConfirmed("x2", "x1");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void aThirdAdministratorPutInForceByTheKeyOfTheSettings() throws Exception {
    history.administrator("1");
    history.keys().keyCreated("x1", "ADMIN").keyConfirmed("x1", "bootstrap");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void aSuccessorOfAnAdministratorPutInForceByTheKeyOfTheSettings() throws Exception {
    history.administrator("1");
    history.keys().line("KEY_REVOKED", Map.of("id", "admin-1", "keyId", "bootstrap"), Map.of());
    history.keys().keyCreated("x1", "ADMIN").keyConfirmed("x1", "bootstrap");
    assertOk();
    assertThat(report().found()).containsEntry(KEY_OF_SETTINGS, 1L);
  }

  @Test
  void anAuditorPutInForceByTheKeyOfTheSettings() throws Exception {
    history.keys().keyCreated("x1", "AUDITOR").keyConfirmed("x1", "bootstrap");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void aKeyConfirmedByAnAuditor() throws Exception {
    auditors();
    history.confirmed("x1", "AUDITOR", "admin-1", "key-2");
    assertFound(ACT_WITHOUT_RIGHT, last(history.keys()));
  }

  @Test
  void aKeyConfirmedThatNobodyGaveOut() throws Exception {
    history.administrator("1");
    history.keys().keyConfirmed("x9", "admin-1");
    assertFound(CONFIRMED_ALONE, last(history.keys()));
  }

  @Test
  void aConfirmationThatNobodySigned() throws Exception {
    history.keys().keyCreated("x1", "AUDITOR", history.administrator("1"));
    history
        .keys()
        .unsigned("KEY_CONFIRMED", Map.of("id", "x1", "key", "k", "keyId", "admin-2"), Map.of());
    assertFound(ACT_FORGED, last(history.keys()));
    history.warrants.put("x1", History.fields("givenBy", "admin-1", "since", history.clock));
    auditors();
    session.held();
    lifted("x1", "key-2");
    assertFound(KEY_NOT_CONFIRMED, session.id + "#" + (session.lastSeq() - 1));
  }

  @Test
  void aGenuineConfirmationMovedToAnotherPlace() throws Exception {
    history.confirmed("x1", "AUDITOR", history.administrator("1"), "admin-2");
    Map<String, Object> genuine = history.keys().last();
    log.unsigned("KEY_CONFIRMED", Map.of(), Map.of());
    log.last().put("details", genuine.get("details"));
    log.recompute();
    assertFound(ACT_FORGED, last(log));
  }

  private void rule(String retention, long period) {
    log.line("RETENTION_RULE", Map.of("retention", retention, "period", period), Map.of());
  }

  @Test
  void anErasureBeforeThePeriodOfAllSessionsIsOver() throws Exception {
    rule("standard", DAY);
    session.erased(1).erasure(1L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anErasureBeforeThePeriodOfItsFamilyIsOver() throws Exception {
    rule("standard", 1);
    log.line(
        "RETENTION_RULE",
        Map.of("retention", "standard", "period", DAY, "family", "double_room"),
        Map.of());
    session.erased(1).erasure(1L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anErasureBeforeTheLongerPeriodOfItsClassIsOver() throws Exception {
    session.retained("long", History.NOON, History.NOON);
    rule("long", DAY);
    session.erased(1).erasure(1L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anErasureOnceThePeriodIsOver() throws Exception {
    rule("standard", 60 * History.MINUTE);
    history.checkpoint();
    history.clock += 61 * History.MINUTE;
    session.erased(1).erasure(1L);
    history.about.put("time", history.clock);
    history.checkpoint();
    assertOk();
  }

  @Test
  void anErasureUnderARuleThatCameLater() throws Exception {
    session.erased(1).erasure(1L);
    rule("standard", DAY);
    assertOk();
  }

  @Test
  void anEarlyErasureToWhichTwoAdministratorsAgreed() throws Exception {
    rule("standard", DAY);
    history.administrator("1");
    session.erasureAgreed("admin-1", 1L);
    session.erased(1).erasedEarly("admin-2", session.lastSeq(), 1L);
    history.checkpoint();
    assertOk();
  }

  @Test
  void anEarlyErasureToWhichNobodyElseAgreed() throws Exception {
    history.administrator("1");
    session.erased(1).erasedEarly("admin-2", 1, 1L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anEarlyErasureOfMoreThanWasAgreedTo() throws Exception {
    history.administrator("1");
    session.erasureAgreed("admin-1", 1L);
    session.erased(1).erased(2).erasedEarly("admin-2", session.lastSeq(), 1L, 2L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anEarlyErasureByTheKeyThatAgreedToIt() throws Exception {
    history.administrator("1");
    session.erasureAgreed("admin-1", 1L);
    session.erased(1).erasedEarly("admin-1", session.lastSeq(), 1L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anEarlyErasureByAKeyThatTheFirstGaveOut() throws Exception {
    history.confirmed("x1", "ADMIN", history.administrator("1"), "admin-2");
    session.erasureAgreed("admin-1", 1L);
    session.erased(1).erasedEarly("x1", session.lastSeq(), 1L);
    assertFound(AGREED_ALONE, last(session));
  }

  @Test
  void anEarlyErasureByAKeyThatWasConfirmedAfterItWasAskedFor() throws Exception {
    session.erasureAgreed(history.administrator("1"), 1L);
    history.confirmed("x1", "ADMIN", "admin-2", "admin-1");
    session.erased(1).erasedEarly("x1", session.lastSeq(), 1L);
    assertFound(KEY_TOO_NEW, last(session));
  }

  @Test
  void anEarlyErasureThatNamesNoLaw() throws Exception {
    history.administrator("1");
    for (String kind : List.of("ERASURE_AGREED", "ERASED")) {
      Map<String, Object> details =
          session.agreement(kind.equals("ERASED") ? "admin-2" : "admin-1");
      details.putAll(Map.of("lines", List.of(1L), "earlyBasis", " ", "agreed", session.lastSeq()));
      session.line(kind, details, Map.of());
    }
    session.erased(1);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anEarlyErasureFromASessionThatIsHeld() throws Exception {
    session.held().erasureAgreed("admin-1", 1L);
    session.erased(1).erasedEarly("admin-2", session.lastSeq(), 1L);
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void anAgreementToEraseThatNobodySigned() throws Exception {
    history.administrator("1");
    Map<String, Object> details = session.agreement("admin-1");
    details.putAll(Map.of("lines", List.of(1L), "legalBasis", "b", "earlyBasis", "court"));
    session.unsigned("ERASURE_AGREED", details, Map.of());
    assertFound(ACT_FORGED, last(session));
    session.erased(1).erasedEarly("admin-2", session.lastSeq(), 1L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anErasureFromAnAccessLogBeforeItsPeriodIsOver() throws Exception {
    log.line("LOGGED_IN", Map.of("family", "f"), Map.of("user", "ann"));
    int seq = (int) log.lastSeq();
    rule("access-log", DAY);
    Recorded next = history.chain(3);
    log.cutFor(next);
    log.erased(seq);
    next.line(
        "ERASED",
        Map.of("chain", log.id, "lines", List.of((long) seq), "keyId", "bootstrap"),
        Map.of());
    assertFound(ERASED_EARLY, last(next));
  }
}
