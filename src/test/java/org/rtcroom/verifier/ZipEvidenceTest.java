package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.archive.Unusable;

/** A file that is not a whole export is refused, and fills neither memory nor time. */
class ZipEvidenceTest {

  @TempDir Path folder;

  private final History history = new History();
  private Path file;

  @BeforeEach
  void aGoodExport() {
    file = folder.resolve("export.zip");
    history.chain(1).meeting();
    history.checkpoint();
    history.writeTo(file);
  }

  private Report report() throws IOException {
    return new Verification(new ZipEvidence(file), history.signer.key, null, new Tally()).run();
  }

  private void assertRefused(String why) {
    assertThatThrownBy(this::report).isInstanceOf(Unusable.class).hasMessageContaining(why);
  }

  private void write(List<String> names, byte[] lines) {
    Map<String, byte[]> entries = history.contents();
    Map<String, byte[]> written = new LinkedHashMap<>();
    for (String name : names) {
      boolean own = name.equals("lines.ndjson") || !entries.containsKey(name);
      written.put(name, own ? lines : Got.value(entries, name));
    }
    History.writeTo(file, written);
  }

  private byte[] lines() {
    return Got.value(history.contents(), "lines.ndjson");
  }

  @Test
  void aWholeExportIsRead() throws Exception {
    assertThat(report().ok()).isTrue();
  }

  @Test
  void anExtraEntryIsRefused() throws Exception {
    List<String> names = new ArrayList<>(ZipEvidence.ENTRIES);
    names.add("more.txt");
    write(names, lines());

    assertRefused("more.txt is none of the entries");
  }

  @Test
  void aMissingEntryIsRefused() throws Exception {
    List<String> names = new ArrayList<>(ZipEvidence.ENTRIES);
    names.remove("tombstones.ndjson");
    write(names, lines());

    assertRefused("tombstones.ndjson is missing");
  }

  @Test
  void entriesInOtherOrderArePackedAnew() throws Exception {
    List<String> names = new ArrayList<>(ZipEvidence.ENTRIES);
    Collections.swap(names, 1, 2);
    write(names, lines());

    assertThat(report().ok()).isTrue();
    assertThat(report().found()).containsOnlyKeys(Finding.Kind.PACKED_ANEW);
  }

  @Test
  void anEntryThatStandsTwiceIsRefused() throws Exception {
    List<String> names = new ArrayList<>(ZipEvidence.ENTRIES);
    names.add("lines.ndjsom");
    write(names, lines());
    byte[] zip = Files.readAllBytes(file);
    byte[] from = "lines.ndjsom".getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + from.length <= zip.length; at++) {
      if (Arrays.equals(zip, at, at + from.length, from, 0, from.length)) {
        zip[at + from.length - 1] = 'n';
      }
    }
    Files.write(file, zip);

    assertRefused("two of lines.ndjson");
  }

  @Test
  void aTruncatedFileIsRefused() throws Exception {
    byte[] zip = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(zip, zip.length * 2 / 3));

    assertRefused("not a whole ZIP");
  }

  @Test
  void aFileWithAFlippedBitIsRefusedOrReadAsItWas() throws Exception {
    Report.Counts counts = report().counts();
    byte[] zip = Files.readAllBytes(file);
    for (int at = zip.length / 3; at < zip.length / 2; at += 7) {
      byte[] damaged = zip.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);

      assertThat(refusedOrAsItWas(counts)).as("byte %d", at).isTrue();
    }
  }

  private boolean refusedOrAsItWas(Report.Counts counts) throws IOException {
    try {
      Report report = report();
      return !report.ok() || report.counts().equals(counts);
    } catch (Unusable e) {
      return true;
    }
  }

  @Test
  void aTextThatIsNoZipIsRefused() throws Exception {
    Files.writeString(file, "{}");

    assertRefused("not a whole ZIP");
  }

  @Test
  void aLineThatNeverEndsIsRefusedBeforeItFillsTheMemory() throws Exception {
    byte[] endless = new byte[Ndjson.LONGEST + 1];
    Arrays.fill(endless, (byte) ' ');
    write(ZipEvidence.ENTRIES, endless);

    assertRefused("lines.ndjson, line 1: longer than 4 MiB");
  }

  @Test
  void anEntryPackedTooTightIsRefused() throws Exception {
    String bomb =
        "{\"chain\":\"a\",\"body\":\"%s\",\"signature\":\"\",\"key\":\"\"}\n"
            .formatted(" ".repeat(4_000_000));
    Map<String, byte[]> entries = history.contents();
    entries.put("tombstones.ndjson", bomb.repeat(20).getBytes(StandardCharsets.UTF_8));
    History.writeTo(file, entries);

    assertRefused("tombstones.ndjson is larger than a history of this size");
  }

  @Test
  void aLineThatIsNotJsonIsNamed() throws Exception {
    byte[] text = "{\"chain\":1}\n".getBytes(StandardCharsets.UTF_8);
    write(ZipEvidence.ENTRIES, text);

    assertRefused("lines.ndjson, line 1: no field chain");
  }

  @Test
  void aLastLineWithoutItsEndIsRefused() throws Exception {
    byte[] lines = lines();
    write(ZipEvidence.ENTRIES, Arrays.copyOf(lines, lines.length - 1));

    assertRefused("has no end");
  }

  @Test
  void anUnknownFormatIsRefused() {
    history.about.put("format", 2L);
    history.writeTo(file);

    assertRefused("unknown format 2");
  }

  @Test
  void anExportOfSomeTimeHasOnlyToHoldItsChains() throws Exception {
    Recorded later = history.chain(2).meeting();
    history.checkpoint();
    history.chains.remove(history.chain(1).id);
    long began = Got.number(later.lines.get(0), "atMillis");
    history.about.put("complete", false);
    history.about.put("from", began);
    history.writeTo(file);
    assertThat(report().findings()).isEmpty();

    history.about.put("from", History.NOON);
    history.writeTo(file);
    assertThat(report().findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.CHAIN_REMOVED);
  }

  @Test
  void anExportOfWhatWentOnHasToHoldWhatHadNotEnded() throws Exception {
    Recorded ended = history.chain(5).meeting().left("bob").left("ann").closed();
    history.checkpoint();
    history.chains.remove(ended.id);
    long began = Got.number(ended.lines.get(0), "atMillis");
    long closed = Got.number(ended.lines.get(ended.lines.size() - 1), "atMillis");
    history.about.put("complete", false);

    assertThat(kindsOf(closed + 1, closed + 2)).isEmpty();
    assertThat(kindsOf(began - 1, began)).isEmpty();
    assertThat(kindsOf(closed, closed + 1)).containsExactly(Finding.Kind.CHAIN_REMOVED);
    assertThat(kindsOf(began, began + 1)).containsExactly(Finding.Kind.CHAIN_REMOVED);
  }

  private List<Finding.Kind> kindsOf(long activeFrom, long activeTo) throws Exception {
    history.about.put("activeFrom", activeFrom);
    history.about.put("activeTo", activeTo);
    history.writeTo(file);
    return report().findings().stream().map(Finding::kind).toList();
  }
}
