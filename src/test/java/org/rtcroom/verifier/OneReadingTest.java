package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtcroom.verifier.archive.Unusable;

/**
 * What two programs could read differently is refused by both verifiers; what was unpacked and
 * packed again is verified by its entries, and that is said.
 */
class OneReadingTest extends OneReading {

  @ParameterizedTest
  @MethodSource("packings")
  void bothTakeWhatWasPackedAgain(Case packing) throws Exception {
    packing.deed().accept(zip);
    zip.writeTo(file);

    assertBothTake(file, true);
  }

  @Test
  void aFileAsItWasDownloadedIsTakenWithoutAWord() throws Exception {
    assertBothTake(file, false);

    zip.writeTo(file);
    assertBothTake(file, false);
  }

  @Test
  void aFolderIsTaken() throws Exception {
    Path unpacked = Files.createDirectory(folder.resolve("dossier"));
    for (RawZip.Item item : zip.items) {
      Path out = unpacked.resolve(new String(item.name, StandardCharsets.UTF_8));
      Files.write(out, item.content);
    }
    Files.writeString(unpacked.resolve(".DS_Store"), "where icons lie");
    Files.createDirectory(unpacked.resolve("__MACOSX"));
    assertBothTake(unpacked, true);

    Path note = Files.writeString(unpacked.resolve("note.txt"), "mine");
    assertBothRefuse("note.txt is none of the entries");
    Files.delete(note);
    Files.move(unpacked.resolve("dossier.pdf"), unpacked.resolve("Dossier.pdf"));
    assertBothRefuse("Dossier.pdf is none of the entries");
    Files.delete(unpacked.resolve("Dossier.pdf"));
    assertBothRefuse("dossier.pdf is missing");
    Files.createSymbolicLink(unpacked.resolve("dossier.pdf"), key);
    assertBothRefuse("dossier.pdf in the folder is no plain file");
    file = Files.createDirectory(folder.resolve("empty"));
    assertBothRefuse("is missing");
  }

  @Test
  void whatWasChangedBetweenIsFoundAllTheSame() throws Exception {
    zip.item("dossier.pdf").plain(0).fill(FORGED);
    zip.writeTo(file);

    assertThat(report().findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.PACKED_ANEW, Finding.Kind.ENTRY_CHANGED);
    assertSecondSays(1, "remark: ");
  }

  @Test
  void anotherSortOfFileIsSaidToBeOne() throws Exception {
    Files.write(
        file, new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4, 0, 0, 0, 0});
    assertBothRefuse("not a whole ZIP");

    byte[] archive = new byte[100];
    System.arraycopy(new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf}, 0, archive, 0, 4);
    Files.write(file, archive);
    assertBothRefuse("it is a 7z archive: unpack it and name the folder");

    Files.writeString(file, "<html>you are not logged in, or whatever else came instead</html>");
    assertBothRefuse("does not begin as one");
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws Exception {
    byte[] whole = zip.bytes();
    for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertBothRefuse("not a whole ZIP");
    }
  }

  @Test
  void noByteButThoseThatSayNothingCanBeChangedUnnoticed() throws Exception {
    byte[] whole = zip.bytes();
    int unnoticed = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      unnoticed += unnoticed() ? 1 : 0;
    }

    // per entry: versions and the text bit, which no program takes the content from
    assertThat(unnoticed).isLessThanOrEqualTo(zip.items.size() * 8);
  }

  private boolean unnoticed() throws IOException {
    try {
      return report().findings().isEmpty();
    } catch (Unusable e) {
      return false;
    }
  }

  static Stream<Case> packings() {
    return Stream.of(
        new Case("stored", zip -> zip.items.forEach(item -> item.plain(0)), ""),
        new Case("sizes in the headers", zip -> zip.items.forEach(item -> item.plain(8)), ""),
        new Case("other order", zip -> Collections.reverse(zip.items), ""),
        new Case("a folder around it", zip -> zip.items.forEach(OneReadingTest::moved), ""),
        new Case("folders of their own", OneReadingTest::inFolders, ""),
        new Case("macOS", OneReadingTest::asOnMacOs, ""),
        new Case("Windows", zip -> zip.add("Thumbs.db", "x").add("desktop.ini", "x"), ""),
        new Case("times and owners", OneReadingTest::asByInfoZip, ""),
        new Case("attributes of files", zip -> zip.items.get(1).attributes = 0x81a40020, ""),
        new Case("wide sizes", OneReadingTest::wide, ""),
        new Case("no UTF-8 flag", zip -> flag(zip.items.get(0), RawZip.DESCRIPTOR), ""),
        new Case("best packing", zip -> flag(zip.items.get(0), RawZip.DESCRIPTOR | 2), ""));
  }

  private static void moved(RawZip.Item item) {
    item.name("证据/of today/" + new String(item.name, StandardCharsets.UTF_8));
  }

  private static void inFolders(RawZip zip) {
    zip.items.forEach(OneReadingTest::moved);
    zip.items.add(0, new RawZip.Item("证据/", new byte[0]).plain(0));
    zip.items.add(1, new RawZip.Item("证据/of today/", new byte[0]));
  }

  private static void asOnMacOs(RawZip zip) {
    zip.items.forEach(item -> item.localExtra = RawZip.extra(0x5855, new byte[12]));
    zip.items.forEach(item -> item.extra = RawZip.extra(0x5855, new byte[8]));
    zip.items.forEach(item -> item.attributes = 0x81a44000);
    zip.add(".DS_Store", "where icons lie").add("__MACOSX/", "").add("__MACOSX/._dossier.pdf", "x");
  }

  private static void asByInfoZip(RawZip zip) {
    for (RawZip.Item item : zip.items) {
      byte[] owner = RawZip.extra(0x7875, new byte[11]);
      byte[] times = RawZip.extra(0x5455, new byte[9]);
      item.localExtra = RawZip.buffer(times.length + owner.length).put(times).put(owner).array();
      item.extra = RawZip.extra(0x5455, new byte[5]);
    }
  }

  private static void wide(RawZip zip) {
    RawZip.Item item = zip.items.get(0);
    item.wide = true;
    item.localExtra = RawZip.extra(1, new byte[16]);
    zip.wideEnd = true;
  }

  private static void flag(RawZip.Item item, int flags) {
    item.flags = flags;
    item.localFlags = flags;
    item.attributes = 1;
  }
}
