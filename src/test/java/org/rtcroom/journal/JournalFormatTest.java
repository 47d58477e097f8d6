package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.PersonalRow;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.chain.Sha256;
import org.rtcroom.journal.FormatPage.Fields;
import org.rtcroom.journal.FormatPage.Row;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.RoomEvent;

/** The code makes and reads lines as journal-format.md says. */
class JournalFormatTest {

  /** One event, and how the page says it is written. */
  record Sample(String kind, String details, String personal, RoomEvent event) {
    @Override
    public String toString() {
      return kind;
    }
  }

  @Test
  void theVectorsAreOneChainThatVerifies() {
    List<Line> lines = FormatPage.vectors().stream().map(JournalFormatTest::line).toList();

    Chain chain = Chain.verified(lines, Map.of(), Samples.SESSION.value(), 0);

    assertThat(chain.lines()).hasSize(3);
  }

  @Test
  void aLineMadeOfAVectorsFieldsHasItsHash() {
    for (Fields vector : FormatPage.vectors()) {
      Line line =
          Line.following(
              vector.hex("previousHash"),
              vector.get("chain"),
              vector.number("seq"),
              Instant.ofEpochMilli(vector.number("atMillis")),
              vector.get("kind"),
              content(vector));

      assertThat(line.hashHex()).isEqualTo(vector.get("hash"));
      assertThat(line.format()).isEqualTo((int) vector.number("format"));
    }
  }

  @Test
  void theCommitmentsAreKept() {
    List<Fields> vectors = FormatPage.vectors().subList(0, 2);

    for (Fields vector : vectors) {
      assertThat(person(vector, content(vector)).keeps(vector.hex("commitment"))).isTrue();
    }
  }

  @Test
  void aBoundaryThatWasMovedIsNoticed() {
    Fields vector = FormatPage.vectors().get(0);
    LineContent content = content(vector);
    byte[] longer = Arrays.copyOf(content.salt(), 17);
    longer[16] = content.part()[0];
    byte[] shorter = Arrays.copyOfRange(content.part(), 1, content.part().length);
    LineContent moved = new LineContent(content.details(), longer, shorter, content.commitment());

    assertThat(Sha256.of(longer, shorter)).isEqualTo(content.commitment());
    assertThat(person(vector, moved).keeps(content.commitment())).isFalse();
  }

  @Test
  void theEventsBehindTheVectorsAreWrittenSo() {
    Instant later = Samples.OPENED.plusMillis(1_500);
    List<JournalEntry> entries =
        List.of(
            new JournalEntry(Samples.OPENED_LIVE, Samples.ANN, Samples.OPENED),
            new JournalEntry(Samples.JOINED, Samples.ANN, later),
            new JournalEntry(Samples.CLOSED, Actor.SERVICE, later));
    List<Fields> vectors = FormatPage.vectors();

    for (int i = 0; i < entries.size(); i++) {
      LineContent content = LineFormat.content(entries.get(i), Samples.NODE, Samples.PSEUDONYMS);
      Fields vector = vectors.get(i);
      assertThat(text(content.details())).isEqualTo(vector.get("details"));
      assertThat(text(content.part())).isEqualTo(vector.get("personal"));
      assertThat(vector.number("atMillis")).isEqualTo(entries.get(i).at().toEpochMilli());
      assertThat(LineFormat.event(line(vector), content.part())).isEqualTo(entries.get(i).event());
    }
  }

  @Test
  void theBytesThatAreHashedAreThose() throws Exception {
    assertThat(MessageDigest.getInstance("SHA-256").digest(FormatPage.hashed()))
        .isEqualTo(FormatPage.vectors().get(2).hex("hash"));
  }

  @Test
  void everyKindHasItsRowAndItsSample() {
    String[] kinds = Arrays.stream(EventKind.values()).map(Enum::name).toArray(String[]::new);

    assertThat(FormatPage.kinds().stream().map(Row::kind)).containsExactly(kinds);
    assertThat(samples().map(Sample::kind).distinct()).containsExactly(kinds);
  }

  @Test
  void everyKindOfTheAccessLogHasItsRow() {
    assertThat(FormatPage.accessKinds())
        .containsExactly(Arrays.stream(AccessKind.values()).map(Enum::name).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsWrittenAsThePageSays(Sample sample) {
    LineContent content = content(sample.event(), Actor.SERVICE);

    assertThat(EventKind.of(sample.event()).name()).isEqualTo(sample.kind());
    assertThat(text(content.details())).isEqualTo(sample.details());
    assertThat(text(content.part())).isEqualTo(sample.personal());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsReadBackAsItWas(Sample sample) {
    LineContent content = content(sample.event(), Actor.SERVICE);
    Line line = Line.following(Line.genesis(), "chain", 0, Samples.OPENED, sample.kind(), content);

    assertThat(LineFormat.event(line, content.part())).isEqualTo(sample.event());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleHasTheFieldsOfTheTable(Sample sample) {
    LineContent content = content(sample.event(), Samples.ANN);
    Row row =
        FormatPage.kinds().stream()
            .filter(kind -> kind.kind().equals(sample.kind()))
            .findFirst()
            .orElseThrow();

    assertFields(names(content.details()), row.details(), "node");
    assertFields(names(content.part()), row.personal(), "actor");
  }

  private static void assertFields(Set<String> names, String cell, String everywhere) {
    List<String> possible = new ArrayList<>(Row.possible(cell));
    possible.add(everywhere);

    assertThat(names).contains(everywhere).containsAll(Row.certain(cell)).isSubsetOf(possible);
  }

  static Stream<Sample> samples() {
    List<Fields> written = FormatPage.samples();
    List<RoomEvent> events = Samples.events();
    assertThat(written).hasSameSizeAs(events);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Fields fields = written.get(i);
      samples.add(
          new Sample(
              fields.get("kind"), fields.get("details"), fields.get("personal"), events.get(i)));
    }
    return samples.stream();
  }

  private static Line line(Fields vector) {
    return new Line(
        (int) vector.number("format"),
        vector.get("chain"),
        vector.number("seq"),
        vector.number("atMillis"),
        vector.get("kind"),
        vector.utf8("details"),
        vector.hex("commitment"),
        vector.hex("previousHash"),
        vector.hex("hash"));
  }

  private static LineContent content(Fields vector) {
    return new LineContent(
        vector.utf8("details"),
        vector.hex("salt"),
        vector.utf8("personal"),
        vector.hex("commitment"));
  }

  private static LineContent content(RoomEvent event, Actor actor) {
    return LineFormat.content(
        new JournalEntry(event, actor, Samples.OPENED), Samples.NODE, Samples.PSEUDONYMS);
  }

  private static PersonalRow person(Fields vector, LineContent content) {
    return new SessionPerson(line(vector), content, Optional.empty(), Optional.empty());
  }

  private static Set<String> names(byte[] json) {
    return RecordedJson.parse(json).json().keySet();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
