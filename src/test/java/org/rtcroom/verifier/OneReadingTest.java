package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtcroom.verifier.archive.Unusable;

/**
 * What two programs could read differently is refused by both verifiers; what was unpacked and
 * packed again is verified by its entries, and that is said.
 */
class OneReadingTest {

  private static final byte[] FORGED = "%PDF nobody was there".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded session = history.chain(1).meeting();
  private Path file;
  private Path key;
  private RawZip zip = new RawZip();

  /** Something done to a file, and what is said of it. */
  private record Case(String name, Consumer<RawZip> deed, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void aGoodDossier() throws Exception {
    history.checkpoint();
    file = folder.resolve("given.zip");
    key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    new SampleDossier(history, session).writeTo(file);
    zip = RawZip.of(file);
  }

  private Report report() throws IOException {
    return new Dossier(file, history.signer.key, Optional.empty()).run();
  }

  private void assertBothRefuse(String said) throws Exception {
    assertThatThrownBy(this::report).isInstanceOf(Unusable.class).hasMessageContaining(said);
    assertSecondSays(1, "cannot be read: ");
  }

  private void assertBothTake(Path given, boolean remark) throws Exception {
    file = given;
    Report report = report();
    assertThat(report.ok()).isTrue();
    assertThat(report.found().containsKey(Finding.Kind.PACKED_ANEW)).isEqualTo(remark);
    assertSecondSays(0, remark ? "remark: " : "");
  }

  private void assertSecondSays(int code, String text) throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    SecondVerifier.Said said = SecondVerifier.run("dossier", key, file);
    assertThat(said.text()).doesNotContain("Traceback").startsWith(text);
    assertThat(said.code()).as(said.text()).isEqualTo(code);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void bothRefuse(Case attack) throws Exception {
    attack.deed().accept(zip);
    zip.writeTo(file);

    assertBothRefuse(attack.said());
  }

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

  static Stream<Case> attacks() {
    return Stream.concat(layouts(), Stream.concat(headers(), names()));
  }

  /** Bytes that only some programs see. */
  private static Stream<Case> layouts() {
    return Stream.of(
        new Case("a forged page behind a junk byte", OneReadingTest::forgedPage, "bytes before"),
        new Case("the same behind a whole entry", OneReadingTest::hiddenTwin, "bytes before"),
        new Case("junk before", zip -> zip.items.get(0).before = FORGED, "bytes before"),
        new Case("junk between", zip -> zip.items.get(2).before = FORGED, "bytes before"),
        new Case("an entry that is not listed", zip -> zip.items.get(2).listed = false, "bytes"),
        new Case("junk before the directory", zip -> zip.beforeDirectory = FORGED, "bytes"),
        new Case(
            "junk behind the directory", zip -> zip.beforeEnd = FORGED, "bytes before, within"),
        new Case("junk behind the end", zip -> zip.behind = FORGED, "stands behind its end"),
        new Case("a byte behind the end", zip -> zip.behind = new byte[1], "not a whole ZIP"),
        new Case("a ZIP behind the ZIP", zip -> zip.behind = zip.bytes(), "two ends"),
        new Case("a comment", zip -> zip.comment = FORGED, "not a whole ZIP"),
        new Case("a comment that is an end", OneReadingTest::endInComment, "two ends"),
        new Case("a comment of zeros", zip -> zip.comment = new byte[2], "not a whole ZIP"),
        new Case("two ends", zip -> zip.behind = end(zip), "two ends"),
        new Case("an end in an entry", zip -> hideEnd(zip, 0, 0), "two ends"),
        new Case("an end with a comment in an entry", OneReadingTest::hideReaching, "two ends"),
        new Case("a shifted directory", zip -> zip.directoryShift = 1, "bytes before, within"),
        new Case("a shifted entry", zip -> zip.items.get(1).shift = 1, "belong to no entry"),
        new Case("an entry listed twice", OneReadingTest::listedTwice, "overlaps"),
        new Case("two names of one entry", OneReadingTest::twoNames, "has another name"),
        new Case("fewer entries than listed", zip -> zip.count = 5, "other entries than its end"),
        new Case("more entries than listed", zip -> zip.count = 7, "its directory is damaged"),
        new Case("as many as fit", zip -> zip.count = 0xffff, "contradicts itself"),
        new Case("another disk", zip -> zip.disk = 1, "spans disks"),
        new Case("a thousand files", OneReadingTest::crowded, "more entries than belong"),
        new Case("70,000 files", OneReadingTest::overcrowded, "entries"),
        new Case("a false wide end", OneReadingTest::falseWideEnd, "bytes before, within"));
  }

  /** The recipe: people's programs open what the directory points to. */
  private static void forgedPage(RawZip zip) {
    RawZip.Item genuine = zip.item("dossier.pdf");
    genuine.listed = false;
    RawZip.Item forged = new RawZip.Item("dossier.pdf", FORGED).plain(0);
    forged.before = new byte[1];
    zip.items.add(forged);
  }

  private static void hiddenTwin(RawZip zip) {
    zip.item("dossier.pdf").listed = false;
    zip.items.add(new RawZip.Item("dossier.pdf", FORGED));
  }

  private static void listedTwice(RawZip zip) {
    RawZip.Item first = zip.items.get(0);
    RawZip.Item twin = new RawZip.Item("events.json", first.content);
    twin.listedOnly = true;
    zip.items.add(0, twin);
  }

  private static void twoNames(RawZip zip) {
    listedTwice(zip);
    zip.items.get(0).name = ".DS_Store".getBytes(StandardCharsets.UTF_8);
  }

  private static void endInComment(RawZip zip) {
    zip.comment = end(zip);
  }

  private static void hideEnd(RawZip zip, int disk, int comment) {
    RawZip hidden = new RawZip();
    hidden.disk = disk;
    byte[] end = hidden.bytes();
    end[20] = (byte) comment;
    end[21] = (byte) (comment >> 8);
    zip.items.removeIf(item -> Arrays.equals(item.name, new byte[] {'.', '_'}));
    zip.items.add(new RawZip.Item("._", end).plain(0));
  }

  /** On another disk, but with a comment up to the end of the file. */
  private static void hideReaching(RawZip zip) {
    hideEnd(zip, 7, 0);
    byte[] whole = zip.bytes();
    int at = whole.length - 23;
    while (whole[at] != 'P' || whole[at + 1] != 'K' || whole[at + 2] != 5) {
      at--;
    }
    hideEnd(zip, 7, whole.length - at - 22);
  }

  private static byte[] end(RawZip zip) {
    byte[] whole = zip.bytes();
    return Arrays.copyOfRange(whole, whole.length - 22, whole.length);
  }

  private static void crowded(RawZip zip) {
    for (int i = 0; i < 1_000; i++) {
      zip.add("__MACOSX/._" + i, "");
    }
  }

  private static void overcrowded(RawZip zip) {
    for (int i = 0; i < 70_000; i++) {
      zip.add("__MACOSX/._" + i, "");
    }
  }

  private static void falseWideEnd(RawZip zip) {
    zip.wideEnd = true;
    zip.directoryShift = 1L << 33;
  }

  /** Two headers of one entry that differ, or that not all programs understand. */
  private static Stream<Case> headers() {
    return Stream.of(
        new Case("another local name", zip -> local(zip, "dossier.PDF"), "has another name"),
        new Case("another local flag", zip -> zip.items.get(2).localFlags = 8, "has another name"),
        new Case("another local CRC", zip -> zip.items.get(2).localCrc = 5, "has another name"),
        new Case("another CRC", zip -> zip.items.get(2).crc++, "has not the length or CRC"),
        new Case("another CRC, stored", OneReadingTest::falseCrc, "has not the length or CRC"),
        new Case("a larger size", zip -> zip.items.get(2).size++, "has not the length or CRC"),
        new Case("a smaller size", zip -> zip.items.get(2).size--, "longer than its header says"),
        new Case("sizes for ever", zip -> zip.items.get(2).size = -1, "does not say how long"),
        new Case("bytes behind the packed ones", OneReadingTest::trailing, "bytes behind its end"),
        new Case("an entry within an entry", OneReadingTest::nested, "bytes behind its end"),
        new Case("the same in litter", OneReadingTest::nestedInLitter, "bytes behind its end"),
        new Case("packed bytes cut off", OneReadingTest::cutOff, "damaged or cut off"),
        new Case("no packed bytes", zip -> zip.items.get(2).packed = new byte[0], "damaged"),
        new Case("encrypted", zip -> flags(zip.items.get(2), 0x809), "is encrypted"),
        new Case("masked headers", zip -> flags(zip.items.get(2), 0x2808), "is encrypted"),
        new Case("patched", zip -> flags(zip.items.get(2), 0x828), "is encrypted"),
        new Case("deflate64", zip -> zip.items.get(2).method = 9, "by method 9"),
        new Case("LZMA, as by 7z", zip -> zip.items.get(2).method = 14, "by method 14"),
        new Case("stored, length behind", zip -> zip.items.get(2).method = 0, "by method 0"),
        new Case("a second name", zip -> extra(zip, 0x7075, 9), "extra field 0x7075"),
        new Case("a second comment", zip -> extra(zip, 0x6375, 9), "extra field 0x6375"),
        new Case("a local second name", OneReadingTest::localUnicodeName, "extra field 0x7075"),
        new Case("room for an end", zip -> extra(zip, 0x5455, 76), "extra field 0x5455"),
        new Case("a torn field", zip -> zip.items.get(2).extra = new byte[3], "torn"),
        new Case("a field too long", OneReadingTest::tooLongField, "extra field 0x5455"),
        new Case("needless wide sizes", zip -> extra(zip, 1, 16), "says twice how long"),
        new Case("local wide sizes", OneReadingTest::localWide, "has another name"),
        new Case("a comment of an entry", zip -> zip.items.get(2).comment = FORGED, "a comment"),
        new Case("a symbolic link", zip -> attributes(zip, 0xa1ff0000), "is no plain file"),
        new Case("a device", zip -> attributes(zip, 0x21ff0000), "is no plain file"),
        new Case("a folder by Unix", zip -> attributes(zip, 0x41ff0000), "is no plain file"),
        new Case("a folder by MS-DOS", zip -> attributes(zip, 0x10), "is no plain file"),
        new Case("a label", zip -> attributes(zip, 0x08), "is no plain file"));
  }

  private static void local(RawZip zip, String name) {
    zip.item("dossier.pdf").localName = name.getBytes(StandardCharsets.UTF_8);
  }

  private static void attributes(RawZip zip, int attributes) {
    zip.items.get(2).attributes = attributes;
  }

  private static void flags(RawZip.Item item, int flags) {
    item.flags = flags;
    item.localFlags = flags;
  }

  private static void falseCrc(RawZip zip) {
    RawZip.Item item = zip.items.get(2).plain(0);
    item.crc++;
    item.localCrc++;
  }

  private static void trailing(RawZip zip) {
    RawZip.Item item = zip.items.get(2);
    item.packed = Arrays.copyOf(item.packed, item.packed.length + 1);
  }

  /** A program that goes from header to header finds the forged page where the first one ends. */
  private static void nested(RawZip zip) {
    hide(zip, zip.item("timeline.html"));
  }

  private static void nestedInLitter(RawZip zip) {
    zip.add(".DS_Store", "x");
    hide(zip, zip.item(".DS_Store"));
  }

  private static void hide(RawZip zip, RawZip.Item item) {
    RawZip hidden = new RawZip();
    hidden.items.add(new RawZip.Item("dossier.pdf", FORGED));
    byte[] file = hidden.bytes();
    byte[] more = Arrays.copyOf(file, file.length - 22);
    byte[] packed = Arrays.copyOf(item.packed, item.packed.length + more.length);
    System.arraycopy(more, 0, packed, item.packed.length, more.length);
    item.packed = packed;
    assertThat(zip.items).contains(item);
  }

  private static void cutOff(RawZip zip) {
    RawZip.Item item = zip.items.get(2);
    item.packed = Arrays.copyOf(item.packed, item.packed.length - 1);
  }

  private static void extra(RawZip zip, int id, int length) {
    zip.items.get(2).extra = RawZip.extra(id, new byte[length]);
  }

  private static void tooLongField(RawZip zip) {
    byte[] extra = RawZip.extra(0x5455, new byte[5]);
    extra[2] = 9;
    zip.items.get(2).extra = extra;
  }

  private static void localUnicodeName(RawZip zip) {
    zip.items.get(2).localExtra = RawZip.extra(0x7075, new byte[9]);
  }

  private static void localWide(RawZip zip) {
    zip.items.get(2).localExtra = RawZip.extra(1, new byte[16]);
  }

  /** Entries that are not ours, or that stand twice on some desktops. */
  private static Stream<Case> names() {
    return Stream.of(
        new Case("a name twice", zip -> zip.add("dossier.pdf", "x"), "two of dossier.pdf"),
        new Case("twice in folders", zip -> zip.add("x/dossier.pdf", "x"), "two of dossier.pdf"),
        new Case("another case", zip -> zip.add("Dossier.pdf", "x"), "none of the entries"),
        new Case("decomposed", zip -> zip.add("dossie\u0301r.pdf", "x"), "none of the entries"),
        new Case("wide letters", zip -> zip.add("dossier.pd\uff46", "x"), "none of the entries"),
        new Case("a blank behind", zip -> zip.add("dossier.pdf ", "x"), "none of the entries"),
        new Case("a dot behind", zip -> zip.add("dossier.pdf.", "x"), "none of the entries"),
        new Case("a zero behind", zip -> zip.add("dossier.pdf\0", "x"), "leads to another place"),
        new Case("a stream of NTFS", zip -> zip.add("dossier.pdf:a", "x"), "leads to another"),
        new Case("upwards", zip -> zip.add("../.DS_Store", "x"), "leads to another place"),
        new Case("upwards within", zip -> zip.add("a/../.DS_Store", "x"), "leads to another place"),
        new Case("here", zip -> zip.item("dossier.pdf").name("./dossier.pdf"), "leads to another"),
        new Case("absolute", zip -> zip.item("dossier.pdf").name("/dossier.pdf"), "leads to"),
        new Case("a drive", zip -> zip.item("dossier.pdf").name("C:/dossier.pdf"), "leads to"),
        new Case("backslash", zip -> zip.item("dossier.pdf").name("a\\dossier.pdf"), "leads to"),
        new Case("empty", zip -> zip.add("", "x"), "leads to another place"),
        new Case("no folder name", zip -> zip.add("a//.DS_Store", "x"), "leads to another place"),
        new Case(
            "one in a folder", zip -> zip.item("dossier.pdf").name("a/dossier.pdf"), "another"),
        new Case("a strange folder", zip -> zip.add("more/", ""), "another folder"),
        new Case("a folder of content", zip -> zip.add("more/", "x"), "a folder with content"),
        new Case("no litter", zip -> zip.add("__MACOSX/dossier.pdf", "x"), "two of dossier.pdf"),
        new Case("a stranger", zip -> zip.add("read me.txt", "x"), "none of the entries"),
        new Case("a ZIP of the ZIP", OneReadingTest::zipped, "dossier.zip is none of the entries"),
        new Case("one is missing", zip -> zip.items.remove(2), "dossier.pdf is missing"));
  }

  private static void zipped(RawZip zip) {
    byte[] whole = zip.bytes();
    zip.items.clear();
    zip.items.add(new RawZip.Item("dossier.zip", whole));
  }
}
