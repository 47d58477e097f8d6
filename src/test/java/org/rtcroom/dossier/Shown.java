package org.rtcroom.dossier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.rtcroom.evidence.LineRecord;
import org.rtcroom.evidence.RecordSource;

/** A session as a dossier shows it. */
final class Shown {

  static final Instant MADE = SampleSession.OPENED.plusSeconds(3600);

  private static final RenderLimit BUILT_IN_ONLY = limit(Optional.empty());

  private final SampleSession session;
  private final Document document;

  Shown(SampleSession session, String mode) throws IOException {
    this.session = session;
    Times times = new Times(Optional.of(ZoneId.of("Asia/Shanghai")));
    SessionHistory story = new SessionHistory(times, session.cover().lastSeq());
    try (RecordSource<LineRecord> lines = session.lines()) {
      for (LineRecord line = lines.next(); line != null; line = lines.next()) {
        story.add(LineView.of(line));
      }
    }
    story.end(session.head.containsKey("closed_millis"));
    Provenance made = new Provenance(MADE, "node1", mode, "0123456789abcdef", "302a");
    document = new Document(session, story, List.of(), made, times);
  }

  private static RenderLimit limit(Optional<Path> rareFont) {
    RenderLimit limit = new RenderLimit();
    limit.rareFont = new RareFont(rareFont);
    return limit;
  }

  static Shown of(SampleSession session) throws IOException {
    return new Shown(session, "production");
  }

  SampleSession session() {
    return session;
  }

  byte[] html() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.write(out, VisibleText.onScreen(), "screen.css", Long.MAX_VALUE);
    return out.toByteArray();
  }

  /** The page, read as XML. */
  org.w3c.dom.Document page() throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html()));
  }

  byte[] pdf(long most) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BUILT_IN_ONLY.print(document, most, out);
    return out.toByteArray();
  }

  /** With a font of the operator's besides. */
  byte[] pdf(Path rareFont) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    limit(Optional.of(rareFont)).print(document, Dossiers.MOST_PRINTED, out);
    return out.toByteArray();
  }

  PDDocument print() throws IOException {
    return Loader.loadPDF(pdf(Dossiers.MOST_PRINTED));
  }

  /** What is printed, without line ends, as these may come anywhere. */
  static String text(PDDocument pdf) throws IOException {
    return text(pdf, new PDFTextStripper());
  }

  /** The same of one page, counted from 1. */
  static String text(PDDocument pdf, int page) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    return text(pdf, stripper);
  }

  private static String text(PDDocument pdf, PDFTextStripper stripper) throws IOException {
    return stripper.getText(pdf).replaceAll("\\R", "");
  }
}
