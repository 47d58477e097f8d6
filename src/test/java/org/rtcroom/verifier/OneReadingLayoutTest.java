package org.rtcroom.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with bytes that some programs see and others do not. */
class OneReadingLayoutTest extends OneReading {

  @ParameterizedTest
  @MethodSource("attacks")
  void bothRefuse(Case attack) throws Exception {
    assertBothRefuse(attack);
  }

  static Stream<Case> attacks() {
    return Stream.of(
        new Case(
            "a forged page behind a junk byte", OneReadingLayoutTest::forgedPage, "bytes before"),
        new Case("the same behind a whole entry", OneReadingLayoutTest::hiddenTwin, "bytes before"),
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
        new Case("a comment that is an end", OneReadingLayoutTest::endInComment, "two ends"),
        new Case("a comment of zeros", zip -> zip.comment = new byte[2], "not a whole ZIP"),
        new Case("two ends", zip -> zip.behind = end(zip), "two ends"),
        new Case("an end in an entry", zip -> hideEnd(zip, 0, 0), "two ends"),
        new Case(
            "an end with a comment in an entry", OneReadingLayoutTest::hideReaching, "two ends"),
        new Case("a shifted directory", zip -> zip.directoryShift = 1, "bytes before, within"),
        new Case("a shifted entry", zip -> zip.items.get(1).shift = 1, "belong to no entry"),
        new Case("an entry listed twice", OneReadingLayoutTest::listedTwice, "overlaps"),
        new Case("two names of one entry", OneReadingLayoutTest::twoNames, "has another name"),
        new Case("fewer entries than listed", zip -> zip.count = 5, "other entries than its end"),
        new Case("more entries than listed", zip -> zip.count = 7, "its directory is damaged"),
        new Case("as many as fit", zip -> zip.count = 0xffff, "contradicts itself"),
        new Case("another disk", zip -> zip.disk = 1, "spans disks"),
        new Case("a thousand files", OneReadingLayoutTest::crowded, "more entries than belong"),
        new Case("70,000 files", OneReadingLayoutTest::overcrowded, "entries"),
        new Case("a false wide end", OneReadingLayoutTest::falseWideEnd, "bytes before, within"));
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
}
