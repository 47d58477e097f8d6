package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.NOT_IN_ORDER;
import static org.rtcroom.verifier.Finding.Kind.NOT_WITNESSED;
import static org.rtcroom.verifier.Finding.Kind.RECEIPT_WRONG;
import static org.rtcroom.verifier.Finding.Kind.RESTORED;
import static org.rtcroom.verifier.Finding.Kind.STAMPED_LATE;
import static org.rtcroom.verifier.Finding.Kind.STAMP_MISSING;
import static org.rtcroom.verifier.Finding.Kind.STAMP_UNTRUSTED;
import static org.rtcroom.verifier.Finding.Kind.TIME_STAMPED;
import static org.rtcroom.verifier.Finding.Kind.WITNESS_ENDS;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exports carry what the witness answered, and both verifiers judge it as they do in dossiers. */
class StampedExportTest extends BothVerifiers {

  private static final SampleAuthority AUTHORITY = new SampleAuthority("EC");
  private static final SampleAuthority OTHER = new SampleAuthority("RSA");

  @BeforeEach
  void threeCheckpoints() throws Exception {
    history.checkpoint();
    history.chain(3).meeting();
    history.checkpoint();
    history.chain(4).meeting();
    history.checkpoint();
    AUTHORITY.now = Instant.ofEpochMilli(history.clock);
    OTHER.now = AUTHORITY.now;
    certificate = Optional.of(AUTHORITY.issuerPem());
  }

  private Map<String, Object> stamp(int number) throws Exception {
    return answered(number, "tsa", AUTHORITY.stamp(history.line(number)));
  }

  private Map<String, Object> answered(int number, String sort, byte[] answer) {
    Map<String, Object> receipt = history.receipt(number, sort, answer);
    history.receipts.add(receipt);
    return receipt;
  }

  @Test
  void stampsOfTheAuthorityProveTheTimeUpToTheLastOne() throws Exception {
    for (int number = 0; number < 3; number++) {
      stamp(number);
    }

    assertOk();
    assertThat(report().found()).containsOnlyKeys(TIME_STAMPED);
    assertThat(report().findings())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.place()).isEqualTo("checkpoint 2");
              assertThat(told.text()).startsWith("3 checkpoints").contains("" + AUTHORITY.now);
            });
  }

  /** Whoever removes the newest receipts leaves a history of whose end nothing is claimed. */
  @Test
  void whereStampsEndIsTold() throws Exception {
    stamp(0);
    stamp(1);

    assertOk();
    assertThat(report().found()).containsOnlyKeys(TIME_STAMPED, WITNESS_ENDS);
  }

  @Test
  void withoutACertificateNothingIsSaidToBeWitnessed() throws Exception {
    certificate = Optional.empty();
    answered(0, "url", Bytes.utf8("seen"));
    stamp(1);

    assertOk();
    assertThat(report().found()).containsOnlyKeys(NOT_WITNESSED);
  }

  @Test
  void aStampOfMuchLaterIsTold() throws Exception {
    AUTHORITY.now = AUTHORITY.now.plus(Duration.ofDays(1));
    stamp(2);

    assertOk();
    assertThat(report().found()).containsOnlyKeys(TIME_STAMPED, STAMPED_LATE);
  }

  /** Checkpoints that came back without leaves are shown to the witness again. */
  @Test
  void aRestoredCheckpointMayHaveAStamp() throws Exception {
    history.chains.remove(history.chain(4).id);
    history.restore(1);
    accepted.add("2-2");
    history.checkpoint();
    stamp(2);

    assertOk();
    assertThat(report().found()).containsKeys(TIME_STAMPED, RESTORED, WITNESS_ENDS);
  }

  /** Something done to the receipts of an export. */
  private record Forgery(String name, Finding.Kind kind, String place, Act act) {

    interface Act {
      void on(StampedExportTest test) throws Exception;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Forgery> forgeries() {
    return Stream.of(
        new Forgery("no receipt at all", STAMP_MISSING, "witness", t -> {}),
        new Forgery(
            "receipts that are not of the authority",
            STAMP_MISSING,
            "witness",
            t -> t.answered(1, "url", new byte[0])),
        new Forgery(
            "a time stamp that calls itself another sort",
            STAMP_MISSING,
            "witness",
            t -> t.stamp(1).put("witness", "TSA")),
        new Forgery(
            "a stamp of another authority",
            STAMP_UNTRUSTED,
            "checkpoint 1",
            t -> t.answered(1, "tsa", OTHER.stamp(t.history.line(1)))),
        new Forgery(
            "a stamp of another authority beside a good one",
            STAMP_UNTRUSTED,
            "checkpoint 1",
            t -> {
              t.stamp(1);
              t.answered(1, "tsa", OTHER.stamp(t.history.line(1)));
            }),
        wrong("junk", t -> t.answered(1, "tsa", Bytes.utf8("junk"))),
        wrong("nothing", t -> t.answered(1, "tsa", new byte[0])),
        wrong(
            "the stamp of another checkpoint",
            t -> t.answered(1, "tsa", AUTHORITY.stamp(t.history.line(0)))),
        wrong(
            "the whole receipt of another checkpoint under this number",
            t -> t.stamp(0).put("number", 1L)),
        wrong(
            "another checkpoint's hash",
            t -> t.stamp(1).put("hash", t.history.checkpoints.get(0).get("hash"))),
        wrong(
            "a stamp with another signature",
            t -> {
              byte[] stamp = AUTHORITY.stamp(t.history.line(1));
              stamp[stamp.length - 1] ^= 1;
              t.answered(1, "tsa", stamp);
            }),
        wrong(
            "a stamp by a certificate for code",
            t -> {
              SampleAuthority coder = new SampleAuthority("EC");
              coder.now = AUTHORITY.now;
              coder.purpose = KeyPurposeId.id_kp_codeSigning;
              t.answered(1, "tsa", coder.stamp(t.history.line(1)));
            }),
        new Forgery(
            "a receipt of a checkpoint behind the end",
            RECEIPT_WRONG,
            "checkpoint 9",
            t -> t.stamp(2).put("number", 9L)),
        new Forgery(
            "a receipt of a number that no checkpoint has",
            RECEIPT_WRONG,
            "checkpoint -1",
            t -> t.stamp(0).put("number", -1L)),
        new Forgery(
            "a stamp over a checkpoint that was changed",
            RECEIPT_WRONG,
            "checkpoint 2",
            t -> {
              Map<String, Object> last = t.history.checkpoints.get(2);
              last.put("body", Got.text(last, "body").replace("\"time\":1", "\"time\":2"));
              t.stamp(2);
            }),
        new Forgery(
            "receipts in another order",
            NOT_IN_ORDER,
            "checkpoint 1",
            t -> {
              t.stamp(1);
              t.stamp(2);
              Collections.swap(t.history.receipts, 0, 1);
            }));
  }

  private static Forgery wrong(String name, Forgery.Act act) {
    return new Forgery(name, RECEIPT_WRONG, "checkpoint 1", act);
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void bothFindWhatIsNoReceipt(Forgery forgery) throws Exception {
    forgery.act().on(this);

    assertFound(forgery.kind(), forgery.place());
  }
}
