package org.rtcroom.dossier;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.evidence.LineRecord;
import org.rtcroom.evidence.RecordSource;
import org.rtcroom.evidence.SessionEvidence;

/** The part of a dossier for people to read, on the screen and in print. */
final class Document {

  private final SessionEvidence evidence;
  private final SessionHistory story;
  private final List<AuditLine> refusals;
  private final Provenance made;
  private final Times times;
  private final LineCells cells;

  Document(
      SessionEvidence evidence,
      SessionHistory story,
      List<AuditLine> refusals,
      Provenance made,
      Times times) {
    this.evidence = evidence;
    this.story = story;
    this.refusals = refusals;
    this.made = made;
    this.times = times;
    cells = new LineCells(times);
  }

  /**
   * Writes the document as a page.
   *
   * @param style the file name of the style sheet
   * @param most lines of the session that it lists
   */
  void write(OutputStream out, VisibleText visible, String style, long most) throws IOException {
    Words title = Words.of("title");
    try (DossierPage page = new DossierPage(out, visible, style, title)) {
      page.everyPage("running", running());
      page.everyPage("foot", foot());
      page.title(title);
      if (made.demo()) {
        page.note("demo mark", Words.of("demo"));
      }
      notes(page);
      page.heading("session");
      page.facts(session());
      new EvidencePart(page, times)
          .write(
              evidence.cover(),
              story,
              evidence.head().number("covered_seq").orElse(-1L),
              made.at());
      participants(page);
      noticed(page, "evictions", story.evictions());
      refusals(page);
      noticed(page, "statements", story.statements());
      lines(page, most);
      verify(page);
    } catch (XMLStreamException e) {
      throw new IOException("a page cannot be written", e);
    }
  }

  /** When. */
  Instant made() {
    return made.at();
  }

  private List<Fact> running() {
    List<Fact> lines = new ArrayList<>();
    lines.add(new Fact("l", Words.both("title") + " · " + evidence.head().chain(), Fact.SMALL));
    if (made.demo()) {
      lines.add(new Fact("demo", Words.both("demo"), Fact.PLAIN));
    }
    return lines;
  }

  private List<Fact> foot() {
    return List.of(
        new Fact("l", made.key() + " · " + times.of(made.at()), Fact.SMALL),
        new Fact("l", "U+…: " + Words.both("legend.codes"), Fact.SMALL));
  }

  private void notes(DossierPage page) throws XMLStreamException {
    page.note(Words.of("note.what"));
    page.note(Words.of("note.sources"));
    page.note(
        times.zone().isPresent()
            ? Words.of("note.zone", times.zone().get().getId())
            : Words.of("note.utc"));
    page.note(Words.of("note.codes"));
  }

  private List<Fact> session() {
    return List.of(
        Fact.of("session", evidence.head().chain()),
        Fact.of("family", column("family")),
        Fact.of("room", FieldText.cut(column("room_id"))),
        Fact.of("opened", moment("opened_millis")),
        Fact.of("activated", moment("activated_millis")),
        Fact.of("closed", closed() ? moment("closed_millis") : Words.both("label.open")),
        Fact.of("ended", closed() ? Words.constant("reason", column("reason")) : "–"),
        Fact.of("creator", FieldText.cut(column("creator"))),
        Fact.of("lines", String.valueOf(story.lines())),
        Fact.of("lastHash", column("last_hash")),
        Fact.of("retention", column("retention_class")),
        Fact.of("made", times.of(made.at())),
        Fact.of("node", made.node()),
        Fact.of("mode", made.mode()),
        Fact.of("key", made.key()));
  }

  private boolean closed() {
    return evidence.head().columns().containsKey("closed_millis");
  }

  private String column(String name) {
    return Optional.ofNullable(evidence.head().columns().get(name))
        .map(Object::toString)
        .orElse("–");
  }

  private String moment(String name) {
    return evidence.head().number(name).map(times::of).orElse("–");
  }

  private void participants(DossierPage page) throws XMLStreamException {
    page.heading("participants");
    for (Participant participant : story.participants()) {
      page.facts(participant.facts());
    }
    if (story.participants().isEmpty()) {
      page.note(Words.of("note.none"));
    }
    if (story.moreUsers()) {
      page.note(Words.of("note.users", SessionHistory.MOST_USERS));
    }
  }

  private void noticed(DossierPage page, String section, SessionHistory.NotableLines noticed)
      throws XMLStreamException {
    page.heading(section);
    if (noticed.lines().isEmpty()) {
      page.note(Words.of("note.none"));
      return;
    }
    if (section.equals("statements")) {
      page.note(Words.of("note.statements"));
    }
    page.beginRows("noticed", "line", "event", "details");
    for (LineView line : noticed.lines()) {
      String kind = line.line().kind();
      Fact event =
          line.is("STATEMENT_MADE")
              ? cells.stated(line)
              : Fact.plain(Words.bothOr("kind." + kind, kind));
      page.row(List.of(cells.time(line), List.of(event), cells.content(line)));
    }
    page.endRows();
    if (noticed.more() > 0) {
      page.note(Words.of("note.moreLines", noticed.more()));
    }
  }

  private void refusals(DossierPage page) throws XMLStreamException {
    page.heading("refusals");
    page.note(Words.of("note.refusals"));
    if (refusals.isEmpty()) {
      page.note(Words.of("note.none"));
      return;
    }
    page.beginRows("refusals", "time", "user", "operation", "source");
    for (AuditLine refusal : refusals) {
      page.row(cells.of(refusal));
    }
    page.endRows();
  }

  private void lines(DossierPage page, long most) throws IOException, XMLStreamException {
    page.heading("lines");
    if (story.lines() > most) {
      page.note("weak", Words.of("note.cut", most, story.lines()));
    }
    page.beginRows("lines", "line", "event", "source", "details");
    try (RecordSource<LineRecord> lines = evidence.lines()) {
      long left = most;
      for (LineRecord line = lines.next(); line != null && left > 0; line = lines.next()) {
        page.row(cells.of(LineView.of(line)));
        left--;
      }
    }
    page.endRows();
  }

  private void verify(DossierPage page) throws XMLStreamException {
    page.heading("verify");
    page.note(Words.of("note.verify"));
    page.literal("java -jar roomservice-verifier.jar --key PUBLIC.pem dossier.zip");
    page.facts(List.of(Fact.of("key", made.key()), Fact.of("publicKey", made.publicKey())));
    page.note(Words.of("note.proves"));
    page.note(Words.of("note.provesNot"));
  }
}
