package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.ACT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.ACT_WITHOUT_RIGHT;
import static org.rtcroom.verifier.Finding.Kind.ERASED_EARLY;
import static org.rtcroom.verifier.Finding.Kind.ERASED_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.LEAF_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_WITHOUT_RIGHT;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that make the record say less or give rights, added by who has the database alone. */
class ActTamperingTest extends BothVerifiers {

  private static final Map<String, Object> LIFT =
      Map.of("key", "k", "keyId", "key-1", "node", "node1", "reason", "r");

  @Test
  void actsOfTheServiceAreGood() throws Exception {
    session.held().liftAgreed("1").liftAgreed("2");
    session.keeping.remove("held");
    session.retained("long", History.NOON, History.NOON).erased(1).erasure(1L);
    log.line("BANNED", Map.of("ban", "~00", "until", "9"), Map.of("user", "bob", "room", "r"));
    history.checkpoint();
    assertOk();
  }

  @Test
  void anErasureThatNobodySigned() throws Exception {
    session.erased(1);
    session.unsigned("ERASED", Map.of("lines", List.of(1L), "keyId", "bootstrap"), Map.of());
    history.checkpoint();
    assertFound(ACT_FORGED, last(session));
    assertFound(ERASED_WITHOUT_LINE, session.id + "#1");
  }

  @Test
  void aHoldLiftedByTwoLinesThatNobodySigned() throws Exception {
    session.held();
    history.auditor("2");
    history.checkpoint();
    session.unsigned("LIFT_AGREED", LIFT, Map.of());
    Map<String, Object> second = new TreeMap<>(LIFT);
    second.put("keyId", "key-2");
    session.unsigned("LIFT_AGREED", second, Map.of());
    session.keeping.remove("held");
    history.checkpoint();
    assertFound(ACT_FORGED, session.id + "#" + (session.lastSeq() - 1));
    assertFound(LEAF_DIFFERS, "checkpoint 1");
  }

  @Test
  void aRetentionThatNobodySigned() throws Exception {
    session.unsigned(
        "RETENTION_SET",
        Map.of("class", "short", "base", 0L, "until", 0L, "keyId", history.auditor("1")),
        Map.of());
    session.keeping.putAll(Map.of("retention", "short", "base", 0L, "until", 0L));
    history.checkpoint();
    assertFound(ACT_FORGED, last(session));
    assertFound(LEAF_DIFFERS, "checkpoint 0");
  }

  @Test
  void aHoldThatNobodySignedHoldsAllTheSame() throws Exception {
    session.unsigned("HELD", Map.of("keyId", history.auditor("1")), Map.of());
    session.keeping.put("held", true);
    history.checkpoint();
    assertThat(report().found()).containsOnlyKeys(ACT_FORGED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RETENTION_RULE",
        "ERASED",
        "BANNED",
        "UNBANNED",
        "RESTORED",
        "KEY_CREATED",
        "KEY_CONFIRMED",
        "KEY_REVOKED"
      })
  void aLineOfTheAccessLogThatNobodySigned(String kind) throws Exception {
    Map<String, Object> details =
        Map.of(
            "chain",
            log.id,
            "lines",
            List.of(),
            "id",
            "key-9",
            "roles",
            "ADMIN",
            "expires",
            0L,
            "keyId",
            "bootstrap",
            "retention",
            "standard",
            "database",
            "0",
            "file",
            "1");
    log.unsigned(kind, details, Map.of());
    history.checkpoint();
    assertFound(ACT_FORGED, last(log));
  }

  @Test
  void anActSignedByAKeyOfTheForgersOwn() throws Exception {
    session.unsigned("LIFT_AGREED", LIFT, Map.of()).sign(LIFT, new Signer());
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void anActThatNamesTheKeyInForceButIsSignedByAnother() throws Exception {
    Map<String, Object> details = new TreeMap<>(LIFT);
    details.put("signedBy", history.signer.key.id());
    details.put("signature", "00".repeat(64));
    session.unsigned("LIFT_AGREED", details, Map.of());
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void anActCopiedToAnotherPlace() throws Exception {
    session.held().liftAgreed("1");
    Map<String, Object> genuine = session.last();
    Recorded other = history.chain(3).meeting().closed().held();
    other.unsigned("LIFT_AGREED", Map.of(), Map.of());
    other.last().put("details", genuine.get("details"));
    other.recompute();
    assertFound(ACT_FORGED, last(other));
  }

  @Test
  void anActWhoseDetailsWereChanged() throws Exception {
    session.erased(1).erased(2).erasure(1L);
    session.last().computeIfPresent("details", (n, d) -> ((String) d).replace("[1]", "[1,2]"));
    session.recompute();
    assertFound(ACT_FORGED, last(session));
    assertFound(ERASED_WITHOUT_LINE, session.id + "#1");
  }

  @Test
  void anActWhoseSignatureIsSpelledOtherwise() throws Exception {
    session.erased(1).erasure(1L);
    String details = Got.text(session.last(), "details");
    String signature = details.replaceAll(".*\"signature\":\"([0-9a-f]*)\".*", "$1");
    session.last().put("details", details.replace(signature, signature.toUpperCase(Locale.ROOT)));
    session.recompute();
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void anActWithoutTheNameOfItsKey() throws Exception {
    session.erased(1).erasure(1L);
    session
        .last()
        .computeIfPresent(
            "details", (n, d) -> ((String) d).replaceAll(",\"signedBy\":\"[0-9a-f]*\"", ""));
    session.recompute();
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void anErasureFromASessionThatWasOpen() throws Exception {
    Recorded open = history.chain(3).meeting();
    open.erased(1).erasure(1L);
    assertFound(ACT_WITHOUT_RIGHT, last(open));
  }

  @Test
  void anErasureFromASessionThatWasHeld() throws Exception {
    session.held().erased(1).erasure(1L);
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void anErasureFromASessionThatHadToBeKept() throws Exception {
    session.retained("long", History.NOON, History.NOON + 60 * History.MINUTE);
    session.erased(1).erasure(1L);
    assertFound(ERASED_EARLY, last(session));
  }

  @Test
  void anActByAKeyThatWasNeverGivenOut() throws Exception {
    session.line("HELD", Map.of("keyId", "x1"), Map.of());
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void anActByAKeyWithoutTheRole() throws Exception {
    session.line("HELD", Map.of("keyId", history.key("i", "INTEGRATOR")), Map.of());
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void anActByTheKeyOfTheSettingsThatGivesOutKeysOnly() throws Exception {
    session.line("HELD", Map.of("keyId", "bootstrap"), Map.of());
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void anActByTheKeyOfDemoModeInProduction() throws Exception {
    session.line("HELD", Map.of("keyId", "demo"), Map.of());
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void anActByAKeyThatWasGivenOutLater() throws Exception {
    session.line("HELD", Map.of("keyId", "late"), Map.of());
    String held = last(session);
    history.clock += 100 * History.MINUTE;
    history.key("late", "AUDITOR");
    assertFound(ACT_WITHOUT_RIGHT, held);
  }

  @Test
  void anActByAKeyThatHadBeenEnded() throws Exception {
    String key = history.auditor("1");
    log.line("KEY_REVOKED", Map.of("id", key, "keyId", "bootstrap"), Map.of());
    history.clock += 100 * History.MINUTE;
    session.held();
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void anActByAKeyThatHadExpired() throws Exception {
    history.auditor("1");
    history.clock += 2_000 * History.MINUTE;
    session.held();
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void aKeyThatNobodySignedGivesNoRight() throws Exception {
    Map<String, Object> details =
        Map.of("id", "x1", "roles", "AUDITOR", "expires", Long.MAX_VALUE, "keyId", "bootstrap");
    log.unsigned("KEY_CREATED", details, Map.of());
    session.line("HELD", Map.of("keyId", "x1"), Map.of());
    assertFound(ACT_FORGED, last(log));
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void actsBeforeAndAfterAChangeOfTheKeyThatSigns() throws Exception {
    session.held();
    history.checkpoint();
    history.changeKey(new Signer());
    session.liftAgreed("1").liftAgreed("2");
    session.keeping.clear();
    history.checkpoint();
    assertOk();
    given = history.inForce;
    assertOk();
  }

  @Test
  void anActByTheEarlierKeyIsJudgedByWhoHasTheLaterOne() throws Exception {
    history.namesOldKey = true;
    actsBeforeAndAfterAChangeOfTheKeyThatSigns();
    assertThat(report().findings()).isEmpty();
    Map<String, Object> details = new TreeMap<>(LIFT);
    details.put("signedBy", history.signer.key.id());
    details.put("signature", "11".repeat(64));
    session.unsigned("LIFT_AGREED", details, Map.of());
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void anActThatNamesAnEarlierKeyThatIsNotAtHandAndWasCoveredTooLate() throws Exception {
    actsBeforeAndAfterAChangeOfTheKeyThatSigns();
    Map<String, Object> details = new TreeMap<>(LIFT);
    details.put("signedBy", history.signer.key.id());
    details.put("signature", "11".repeat(64));
    session.unsigned("LIFT_AGREED", details, Map.of());
    history.checkpoint();
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void aRevokedKeyKeepsItsActsFromBefore() throws Exception {
    Signer stolen = history.inForce;
    session.held();
    history.checkpoint();
    Signer next = new Signer();
    history.changeKey(next);
    history.checkpoint();
    history.revoke(stolen, 1, next);
    given = next;
    history.checkpoint();
    assertOk();
  }

  @Test
  void aRevokedKeySignsNoMoreActs() throws Exception {
    Signer stolen = history.inForce;
    session.held();
    history.checkpoint();
    Signer next = new Signer();
    history.changeKey(next);
    history.auditor("2");
    history.checkpoint();
    history.revoke(stolen, 1, next);
    given = next;
    session.unsigned("LIFT_AGREED", LIFT, Map.of()).sign(LIFT, stolen);
    history.checkpoint();
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void aTombstoneUnderARuleThatNobodySigned() throws Exception {
    log.unsigned("RETENTION_RULE", Map.of("retention", "standard", "period", 1L), Map.of());
    history.checkpoint();
    Map<String, Object> body = new TreeMap<>();
    body.put("chain", session.id);
    body.put("at", history.clock + History.MINUTE);
    body.put("lastSeq", session.lastSeq());
    body.put("lastHash", session.last().get("hash"));
    body.put("period", 1L);
    body.put("retention", "standard");
    body.put("rule", Map.of("chain", log.id, "seq", 1L));
    String text = Written.canonical(body);
    history.tombstones.add(
        History.fields(
            "chain",
            session.id,
            "body",
            text,
            "signature",
            history.signer.signHex("rtcroom.tombstone", text),
            "key",
            history.signer.key.id()));
    history.chains.remove(session.id);
    assertFound(ACT_FORGED, last(log));
    assertFound(TOMBSTONE_WITHOUT_RIGHT, "tombstone of chain " + session.id);
  }
}
