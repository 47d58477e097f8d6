package org.rtcroom.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** A dossier's PDF can be archived: it conforms to PDF/A-2u, and is read in the order it has. */
@Tag("slow")
class ArchivedPdfTest {

  static {
    VeraGreenfieldFoundryProvider.initialise();
  }

  private static SampleSession session() {
    return new SampleSession()
        .line(
            "OPENED",
            "{\"family\":\"double_room\",\"roomID\":\"room_1\"}",
            "{\"actor\":{\"user\":\"li\"},\"creator\":\"li\",\"info\":\"开户\"}")
        .joined("li", "\"李明 䶮\\ue863 𬭚\"")
        .joined("wang", "\"吉𠮷 \\u202e \\ud83d\\ude00 \\ue000 Ω Ж e\\u0301\"");
  }

  private static SampleSession longSession() {
    SampleSession session = session();
    for (int i = 0; i < 100; i++) {
      session.joined("late" + i, "\"" + "迟到 " + "x".repeat(i * 3) + "\"");
    }
    return session;
  }

  /** What is wrong with it, by the rules of that standard. */
  static List<String> faults(byte[] pdf, PDFAFlavour standard) throws Exception {
    try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), standard);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
      return validator.validate(parser).getTestAssertions().stream()
          .filter(found -> found.getStatus() == TestAssertion.Status.FAILED)
          .map(found -> found.getRuleId().getClause() + ": " + found.getMessage())
          .distinct()
          .toList();
    }
  }

  @Test
  void itConformsToTheStandardOfArchives() throws Exception {
    for (Shown shown :
        List.of(
            Shown.of(session()),
            new Shown(session(), "demo"),
            Shown.of(longSession()),
            Shown.of(new SampleSession().joined("li", "\"" + LevelTwo.OF_THE_TABLE + "\"")))) {
      assertThat(faults(shown.pdf(Dossiers.MOST_PRINTED), PDFAFlavour.PDFA_2_U)).isEmpty();
    }
  }

  @Test
  void itConformsToTheStandardOfReadersAloud() throws Exception {
    assertThat(faults(Shown.of(longSession()).pdf(50), PDFAFlavour.PDFUA_1)).isEmpty();
  }

  @Test
  void theValidatorFindsWhatIsWrong() throws Exception {
    byte[] pdf = Shown.of(session()).pdf(Dossiers.MOST_PRINTED);
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    byte[] other =
        text.replace("/OutputIntents", "/OutputIntentz").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(other).isNotEqualTo(pdf);
    assertThat(faults(other, PDFAFlavour.PDFA_2_U)).isNotEmpty();
  }

  @Test
  void theSameDossierHasTheSameBytesAnywhere() throws Exception {
    byte[] here = Shown.of(session()).pdf(Dossiers.MOST_PRINTED);
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Shown.of(session()).pdf(Dossiers.MOST_PRINTED)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void itSaysWhenTheDossierWasMade() throws Exception {
    try (PDDocument pdf = Shown.of(session()).print()) {
      assertThat(pdf.getDocumentInformation().getCreationDate().toInstant()).isEqualTo(Shown.MADE);
      assertThat(
              new String(
                  pdf.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8))
          .contains("<xmp:CreateDate>" + Shown.MADE.atOffset(ZoneOffset.UTC).toInstant());
    }
  }

  @Test
  void itIsReadInTheOrderInWhichItIsWritten() throws Exception {
    Shown shown = Shown.of(longSession());
    try (PDDocument pdf = Loader.loadPDF(shown.pdf(Dossiers.MOST_PRINTED))) {
      String text = Shown.text(pdf);

      assertThat(text).containsSubsequence(headings());
      assertThat(text).containsSubsequence(linesOf(text));
    }
  }

  /** The headings of a document without refusals. */
  private static List<String> headings() {
    List<String> headings = new ArrayList<>();
    for (String section :
        List.of("session", "evidence", "participants", "evictions", "lines", "verify")) {
      headings.add(Words.of("section." + section).chinese());
    }
    return headings;
  }

  /** Each line of the session: its number, what happened, who did it, details. */
  private static List<String> linesOf(String text) {
    List<String> parts = new ArrayList<>();
    for (int i = 1; i <= 102; i++) {
      parts.addAll(List.of("#" + i, "用户成为成员", "操作者", "名称（自称）"));
    }
    return parts;
  }
}
