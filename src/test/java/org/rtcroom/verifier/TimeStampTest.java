package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rtcroom.verifier.Finding.Kind.NOT_WITNESSED;
import static org.rtcroom.verifier.Finding.Kind.RECEIPT_WRONG;
import static org.rtcroom.verifier.Finding.Kind.STAMPED_LATE;
import static org.rtcroom.verifier.Finding.Kind.STAMP_MISSING;
import static org.rtcroom.verifier.Finding.Kind.STAMP_UNTRUSTED;
import static org.rtcroom.verifier.Finding.Kind.TIME_STAMPED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.verifier.stamp.StampCertificates;

/** What a witness is said to have answered is judged with the certificate of the authority. */
class TimeStampTest {

  private static final SampleAuthority OTHER = new SampleAuthority("EC");

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded session = history.chain(2).meeting();
  private SampleAuthority authority = new SampleAuthority("EC");
  private SampleDossier dossier = new SampleDossier(history, session);
  private Optional<String> given = Optional.empty();

  /** An answer that somebody with the database put in place of that of the authority. */
  private record Forgery(String name, Finding.Kind kind, Act act) {

    interface Act {
      void on(TimeStampTest test) throws Exception;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void twoCheckpoints() throws Exception {
    history.checkpoint();
    session.left("bob").left("ann").closed();
    history.checkpoint();
    dossier = new SampleDossier(history, session);
    authority.now = Instant.ofEpochMilli(history.clock);
    OTHER.now = authority.now;
    given = Optional.of(authority.issuerPem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aStampOfTheAuthorityProvesTheTime(String sort) throws Exception {
    authority = new SampleAuthority(sort);
    authority.now = Instant.ofEpochMilli(history.clock);
    dossier.answered(1, "tsa", authority.stamp(history.line(1)));

    given = Optional.of(authority.issuerPem());
    assertThat(report().found()).containsOnlyKeys(TIME_STAMPED);
    assertSecondSays(0);
    given = Optional.of(authority.pem());
    assertThat(report().found()).containsOnlyKeys(TIME_STAMPED);
    assertSecondSays(0);
  }

  @Test
  void withoutACertificateNothingIsSaidToBeWitnessed() throws Exception {
    given = Optional.empty();
    dossier.answered(0, "url", Bytes.utf8("seen"));
    dossier.answered(1, "tsa", authority.stamp(history.line(1)));

    assertThat(report().found()).containsOnlyKeys(NOT_WITNESSED);
    assertThat(report().ok()).isTrue();
    assertSecondSays(0);
  }

  @Test
  void aStampOfMuchLaterIsTold() throws Exception {
    authority.now = authority.now.plusSeconds(86_400);
    dossier.answered(1, "tsa", authority.stamp(history.line(1)));

    assertThat(report().found()).containsOnlyKeys(TIME_STAMPED, STAMPED_LATE);
    assertSecondSays(0);
  }

  static Stream<Forgery> forgeries() {
    return Stream.of(
        stamped("the request itself", t -> request(t.history.line(1))),
        stamped("nothing", t -> new byte[0]),
        stamped("a stamp over another line", t -> t.authority.stamp(t.history.line(0))),
        stamped(
            "a stamp that was refused",
            t -> {
              t.authority.status = 2;
              return t.authority.stamp(t.history.line(1));
            }),
        stamped(
            "a stamp by a certificate for code",
            t -> {
              t.authority.purpose = KeyPurposeId.id_kp_codeSigning;
              return t.authority.stamp(t.history.line(1));
            }),
        stamped(
            "a stamp by a certificate that had run out",
            t -> {
              t.authority.end = t.authority.now.minusSeconds(60);
              return t.authority.stamp(t.history.line(1));
            }),
        stamped(
            "a stamp that says it was signed at another time",
            t -> {
              t.authority.signedLater = Duration.ofMinutes(2);
              return t.authority.stamp(t.history.line(1));
            }),
        stamped("a stamp whose time was changed", t -> changed(t, "20260131", "20250131")),
        stamped("a stamp with another signature", t -> signatureChanged(t)),
        stamped(
            "a stamp with something after it",
            t -> {
              byte[] stamp = t.authority.stamp(t.history.line(1));
              return Arrays.copyOf(stamp, stamp.length + 1);
            }),
        new Forgery(
            "a stamp of another authority",
            STAMP_UNTRUSTED,
            t -> t.dossier.answered(1, "tsa", OTHER.stamp(t.history.line(1)))),
        new Forgery(
            "a receipt with the hash of another checkpoint",
            RECEIPT_WRONG,
            t ->
                t.dossier
                    .answered(1, "tsa", t.authority.stamp(t.history.line(1)))
                    .put("hash", t.history.checkpoints.get(0).get("hash"))),
        new Forgery(
            "a receipt for a checkpoint that is not there",
            RECEIPT_WRONG,
            t -> t.dossier.answered(1, "url", new byte[0]).put("number", 9_000_000_000_000_000L)),
        new Forgery(
            "receipts that are not of the authority",
            STAMP_MISSING,
            t -> t.dossier.answered(1, "url", new byte[0])),
        new Forgery("no receipt at all", STAMP_MISSING, t -> {}));
  }

  /** Makes an answer. */
  private interface Answer {
    byte[] of(TimeStampTest test) throws Exception;
  }

  private static Forgery stamped(String name, Answer answer) {
    return new Forgery(
        name, RECEIPT_WRONG, test -> test.dossier.answered(1, "tsa", answer.of(test)));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void bothFindAnAnswerThatIsNotOne(Forgery forgery) throws Exception {
    forgery.act().on(this);

    Report report = report();
    assertThat(report.ok()).isFalse();
    assertThat(report.found()).as("%s", report.findings()).containsKey(forgery.kind());
    assertSecondSays(1);
  }

  private static byte[] request(byte[] line) throws Exception {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(TSPAlgorithms.SHA256, Sha256.of(line)).getEncoded();
  }

  private static byte[] changed(TimeStampTest test, String from, String to) throws Exception {
    byte[] stamp = test.authority.stamp(test.history.line(1));
    String hex = Bytes.hex(stamp);
    String after = hex.replaceFirst(Bytes.hex(Bytes.utf8(from)), Bytes.hex(Bytes.utf8(to)));
    assertThat(after).isNotEqualTo(hex);
    return HexFormat.of().parseHex(after);
  }

  private static byte[] signatureChanged(TimeStampTest test) throws Exception {
    byte[] stamp = test.authority.stamp(test.history.line(1));
    stamp[stamp.length - 1] ^= 1;
    return stamp;
  }

  private Report report() throws Exception {
    Path file = folder.resolve("dossier.zip");
    dossier.writeTo(file);
    Optional<StampCertificates> trusted = Optional.empty();
    if (given.isPresent()) {
      trusted = Optional.of(StampCertificates.of(certificate()));
    }
    return new Dossier(file, history.signer.key, trusted).run();
  }

  private Path certificate() throws Exception {
    return Files.writeString(folder.resolve("authority.pem"), given.orElseThrow());
  }

  private void assertSecondSays(int code) throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    List<Object> arguments =
        new ArrayList<>(List.of("dossier", key, folder.resolve("dossier.zip")));
    if (given.isPresent()) {
      arguments.add(certificate());
    }
    SecondVerifier.Said said = SecondVerifier.run(arguments.toArray());
    assertThat(said.code()).as(said.text()).isEqualTo(code);
    assertThat(said.text()).doesNotContain("Traceback");
  }
}
