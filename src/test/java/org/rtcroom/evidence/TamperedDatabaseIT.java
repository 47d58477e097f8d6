package org.rtcroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtcroom.verifier.AcceptedRestores;
import org.rtcroom.verifier.Dossier;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Lines;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.SecondVerifier;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.ZipEvidence;
import org.rtcroom.verifier.stamp.StampCertificates;

/**
 * Whoever owns the database, knows the formats and tampers by SQL is found out by both verifiers,
 * on H2 and on PostgreSQL. A real server made the history; each test tampers with a copy of it.
 */
class TamperedDatabaseIT {

  /** The export is made so much later: what the witness holds cannot be newer. */
  private static final Duration LATER = Duration.ofHours(1);

  @TempDir static Path folder;

  private static final List<Recorded> DATABASES = new ArrayList<>();
  private static StampingHost authority;

  /** A recorded history and its database. */
  private record Recorded(String name, RecordedHistory history, RecordedDatabase database) {

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void aHistoryIsRecordedOnEach() throws Exception {
    authority = new StampingHost(folder);
    Path h2 = Files.createDirectory(folder.resolve("tampered-h2"));
    Path postgres = Files.createDirectory(folder.resolve("tampered-postgres"));
    DATABASES.add(recorded("H2", h2, RecordedDatabase.ofH2(h2)));
    DATABASES.add(
        recorded("PostgreSQL", postgres, RecordedDatabase.onPostgres(folder.resolve("postgres"))));
    for (Recorded recorded : DATABASES) {
      recorded.history().begin();
      recorded.database().backUp();
      recorded.history().goOn();
    }
  }

  private static Recorded recorded(String name, Path home, RecordedDatabase database) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.putAll(authority.settings());
    return new Recorded(name, new RecordedHistory(home, settings), database);
  }

  @AfterAll
  static void end() throws Exception {
    for (Recorded recorded : DATABASES) {
      recorded.database().close();
    }
    authority.close();
  }

  static Stream<Recorded> databases() {
    return DATABASES.stream();
  }

  static Stream<Arguments> dossierTamperings() {
    return DATABASES.stream()
        .flatMap(
            recorded ->
                DossierTamperings.all().map(tampering -> Arguments.of(recorded, tampering)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("dossierTamperings")
  void aDossierOfATamperedDatabaseIsNoProof(Recorded recorded, Tampering tampering)
      throws Exception {
    Path file = folder.resolve("dossier.zip");
    String place = dossier(recorded, tampering, file);

    Report report = dossierReport(recorded, file, Optional.empty());
    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == tampering.kind() && at(found.place(), place));
    SecondVerifier.Said said = SecondVerifier.run("dossier", recorded.history().publicKey(), file);
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    assertThat(said.text()).doesNotContain("Traceback");
  }

  /** Leaves of others removed, or receipts added: neither spoils this dossier, nor adds to it. */
  @ParameterizedTest
  @MethodSource("databases")
  void whatIsDoneToOthersDoesNotSpoilADossier(Recorded recorded) throws Exception {
    Path file = folder.resolve("dossier.zip");
    for (Tampering.Act act :
        List.<Tampering.Act>of(
            tamperer -> {}, DossierTamperings::removeOthers, DossierTamperings::addReceipts)) {
      dossier(recorded, Tampering.found(Finding.Kind.DEMO, "{met}", "", act), file);

      Report report = dossierReport(recorded, file, certificates());
      assertThat(report.ok()).as("%s", report.findings()).isTrue();
      assertThat(report.counts().uncovered()).isZero();
      assertThat(report.found())
          .containsKey(Finding.Kind.TIME_STAMPED)
          .doesNotContainKey(Finding.Kind.NOT_WITNESSED);
      SecondVerifier.Said said =
          SecondVerifier.run(
              "dossier", recorded.history().publicKey(), file, authority.certificate());
      assertThat(said.code()).as(said.text()).isZero();
    }
  }

  /** Makes the dossier a day later, and says where the tampering must be found. */
  private static String dossier(Recorded recorded, Tampering tampering, Path file)
      throws Exception {
    try (RecordedDatabase.Copy copy = recorded.database().copy(false)) {
      String session;
      String place;
      try (Tamperer tamperer =
          new Tamperer(copy.source().getConnection(), recorded.history().privateKey())) {
        session = tamperer.told("{met}");
        tampering.act().on(tamperer);
        place = tamperer.told(tampering.place());
      }
      long now = Clock.systemUTC().millis() + Duration.ofDays(1).toMillis();
      new DatabaseExport(copy.source(), recorded.history().privateKey()).write(session, now, file);
      return place;
    }
  }

  private static Report dossierReport(
      Recorded recorded, Path file, Optional<StampCertificates> certificates) throws Exception {
    return new Dossier(file, key(recorded), certificates).run();
  }

  private static Key key(Recorded recorded) throws Exception {
    return Key.ofPem(Files.readString(recorded.history().publicKey(), StandardCharsets.US_ASCII));
  }

  private static Optional<StampCertificates> certificates() throws Exception {
    return Optional.of(StampCertificates.of(authority.certificate()));
  }

  static Stream<Arguments> receiptTamperings() {
    return DATABASES.stream()
        .flatMap(
            recorded ->
                ReceiptTamperings.all().map(tampering -> Arguments.of(recorded, tampering)));
  }

  /** Who asks for time stamps is told; all else stands. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("receiptTamperings")
  void receiptsOfATamperedDatabaseProveNothing(Recorded recorded, Tampering tampering)
      throws Exception {
    Path file = folder.resolve("export.zip");
    String place = exportOf(recorded, tampering, file);

    assertGood(recorded, file);
    Report report = stamped(recorded, file);
    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == tampering.kind() && found.place().equals(place));
    assertThat(secondOnStamps(recorded, file).code()).isEqualTo(1);
  }

  /** So it is with the newest ones removed, too: nobody claims anything of what came after. */
  @ParameterizedTest
  @MethodSource("databases")
  void anExportHasTimeStampsUpToTheLastOne(Recorded recorded) throws Exception {
    Path file = folder.resolve("export.zip");
    for (String which : List.of("number < 0", "number > {covering}")) {
      Tampering.Act act = t -> Forgery.any(t, "delete from witness_receipt where " + t.told(which));
      exportOf(recorded, Tampering.found(Finding.Kind.WITNESS_ENDS, "", which, act), file);

      Report report = stamped(recorded, file);
      assertThat(report.ok()).as("%s", report.findings()).isTrue();
      assertThat(report.found()).containsKey(Finding.Kind.TIME_STAMPED);
      SecondVerifier.Said said = secondOnStamps(recorded, file);
      assertThat(said.code()).as(said.text()).isZero();
    }
    assertThat(stamped(recorded, file).found()).containsKey(Finding.Kind.WITNESS_ENDS);
  }

  /** Exports a copy that was tampered with, and says where that must be found. */
  private static String exportOf(Recorded recorded, Tampering tampering, Path file)
      throws Exception {
    try (RecordedDatabase.Copy copy = recorded.database().copy(false)) {
      String place = tampered(recorded, tampering, copy);
      export(recorded, copy, file);
      return place;
    }
  }

  private static Report stamped(Recorded recorded, Path file) throws Exception {
    return new Verification(
            new ZipEvidence(file),
            key(recorded),
            null,
            new Tally(),
            AcceptedRestores.NONE,
            certificates())
        .run();
  }

  private static SecondVerifier.Said secondOnStamps(Recorded recorded, Path file) throws Exception {
    return SecondVerifier.run(
        "export", recorded.history().publicKey(), file, "--tsa-cert", authority.certificate());
  }

  static Stream<Arguments> tamperings() {
    return DATABASES.stream()
        .flatMap(recorded -> Tamperings.all().map(tampering -> Arguments.of(recorded, tampering)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("tamperings")
  void tamperingIsFoundByBothVerifiers(Recorded recorded, Tampering tampering) throws Exception {
    Path file = folder.resolve("export.zip");
    String place;
    try (RecordedDatabase.Copy copy = recorded.database().copy(tampering.oldBackup())) {
      place = tampered(recorded, tampering, copy);
      export(recorded, copy, file);
      if (!tampering.needsWitness()) {
        assertFoundOnline(recorded, copy, tampering, place);
      }
    }
    if (tampering.needsWitness()) {
      assertGood(recorded, file);
    }
    assertFound(recorded, file, tampering, place);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatWasNotTamperedWithIsGood(Recorded recorded) throws Exception {
    Path file = folder.resolve("export.zip");
    try (RecordedDatabase.Copy copy = recorded.database().copy(false)) {
      export(recorded, copy, file);
    }
    assertGood(recorded, file);
    Report report = report(recorded, file, true);
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    assertThat(report.counts().sessions()).isEqualTo(15);
    assertThat(report.counts().erased()).isPositive();
    assertThat(report.counts().rows()).isEqualTo(9);
  }

  /** Written by a slow node: older than the last checkpoint, committed after it. */
  @ParameterizedTest
  @MethodSource("databases")
  void aCommitThatCameLateIsNoFaultAndNotYetCovered(Recorded recorded) throws Exception {
    Path file = folder.resolve("export.zip");
    try (RecordedDatabase.Copy copy = recorded.database().copy(false)) {
      try (Tamperer slow =
          new Tamperer(copy.source().getConnection(), recorded.history().privateKey())) {
        slow.sql(
            "insert into session_line select chain, 2, format, at_millis, 'COUNTED', details,"
                + " commitment, hash, hash from session_line where chain = '{open}' and seq = 1");
        slow.sql(
            "insert into session_person select chain, 2, salt, part, user_id, address"
                + " from session_person where chain = '{open}' and seq = 1");
        slow.recompute("{open}");
      }
      export(recorded, copy, file);
    }
    assertGood(recorded, file);
    Report report = report(recorded, file, true);
    assertThat(report.ok()).isTrue();
    assertThat(report.counts().uncovered()).isGreaterThan(0);
    assertThat(report.found()).containsKey(Finding.Kind.NOT_COVERED);
  }

  /** Where it must be found. */
  private static String tampered(Recorded recorded, Tampering tampering, RecordedDatabase.Copy copy)
      throws Exception {
    try (Tamperer tamperer =
        new Tamperer(copy.source().getConnection(), recorded.history().privateKey())) {
      tampering.act().on(tamperer);
      return tamperer.told(tampering.place());
    }
  }

  private static void export(Recorded recorded, RecordedDatabase.Copy copy, Path file)
      throws Exception {
    long now = Clock.systemUTC().millis() + LATER.toMillis();
    new DatabaseExport(copy.source(), recorded.history().privateKey()).write(now, file);
  }

  /** The running service finds it in its own database. */
  private static void assertFoundOnline(
      Recorded recorded, RecordedDatabase.Copy copy, Tampering tampering, String place)
      throws Exception {
    long now = Clock.systemUTC().millis() + LATER.toMillis();
    VerificationReport report =
        new DatabaseExport(copy.source(), recorded.history().privateKey()).verify(now);
    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(
            found -> found.kind().equals(tampering.kind().name()) && at(found.place(), place));
  }

  private static Report report(Recorded recorded, Path file, boolean witnessed) throws Exception {
    try (Source<byte[]> witness = witnessed ? Lines.ofCopy(recorded.history().file()) : null) {
      return new Verification(new ZipEvidence(file), key(recorded), witness, new Tally()).run();
    }
  }

  private static void assertGood(Recorded recorded, Path file) throws Exception {
    Report report = report(recorded, file, false);
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    SecondVerifier.Said said = SecondVerifier.run("export", recorded.history().publicKey(), file);
    assertThat(said.code()).as(said.text()).isZero();
  }

  private static void assertFound(Recorded recorded, Path file, Tampering tampering, String place)
      throws Exception {
    Report report = report(recorded, file, tampering.needsWitness());
    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == tampering.kind() && at(found.place(), place));
    Path[] witness =
        tampering.needsWitness() ? new Path[] {recorded.history().file()} : new Path[0];
    List<Object> arguments =
        new ArrayList<>(List.of("export", recorded.history().publicKey(), file));
    arguments.addAll(List.of(witness));
    SecondVerifier.Said said = SecondVerifier.run(arguments.toArray());
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    assertThat(said.text())
        .contains(
            place.replaceFirst("^chain |^tombstone of chain |^key ", "").replaceFirst("#.*", ""));
  }

  private static boolean at(String found, String place) {
    return place.endsWith(" ") || place.endsWith("#") || place.endsWith("~")
        ? found.startsWith(place)
        : found.equals(place);
  }
}
