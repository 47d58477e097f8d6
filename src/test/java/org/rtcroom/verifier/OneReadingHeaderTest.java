package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose headers contradict each other, or that not all programs understand. */
class OneReadingHeaderTest extends OneReading {

  @ParameterizedTest
  @MethodSource("attacks")
  void bothRefuse(Case attack) throws Exception {
    assertBothRefuse(attack);
  }

  static Stream<Case> attacks() {
    return Stream.of(
        new Case("another local name", zip -> local(zip, "dossier.PDF"), "has another name"),
        new Case("another local flag", zip -> zip.items.get(2).localFlags = 8, "has another name"),
        new Case("another local CRC", zip -> zip.items.get(2).localCrc = 5, "has another name"),
        new Case("another CRC", zip -> zip.items.get(2).crc++, "has not the length or CRC"),
        new Case(
            "another CRC, stored", OneReadingHeaderTest::falseCrc, "has not the length or CRC"),
        new Case("a larger size", zip -> zip.items.get(2).size++, "has not the length or CRC"),
        new Case("a smaller size", zip -> zip.items.get(2).size--, "longer than its header says"),
        new Case("sizes for ever", zip -> zip.items.get(2).size = -1, "does not say how long"),
        new Case(
            "bytes behind the packed ones", OneReadingHeaderTest::trailing, "bytes behind its end"),
        new Case("an entry within an entry", OneReadingHeaderTest::nested, "bytes behind its end"),
        new Case(
            "the same in litter", OneReadingHeaderTest::nestedInLitter, "bytes behind its end"),
        new Case("packed bytes cut off", OneReadingHeaderTest::cutOff, "damaged or cut off"),
        new Case("no packed bytes", zip -> zip.items.get(2).packed = new byte[0], "damaged"),
        new Case("encrypted", zip -> flags(zip.items.get(2), 0x809), "is encrypted"),
        new Case("masked headers", zip -> flags(zip.items.get(2), 0x2808), "is encrypted"),
        new Case("patched", zip -> flags(zip.items.get(2), 0x828), "is encrypted"),
        new Case("deflate64", zip -> zip.items.get(2).method = 9, "by method 9"),
        new Case("LZMA, as by 7z", zip -> zip.items.get(2).method = 14, "by method 14"),
        new Case("stored, length behind", zip -> zip.items.get(2).method = 0, "by method 0"),
        new Case("a second name", zip -> extra(zip, 0x7075, 9), "extra field 0x7075"),
        new Case("a second comment", zip -> extra(zip, 0x6375, 9), "extra field 0x6375"),
        new Case(
            "a local second name", OneReadingHeaderTest::localUnicodeName, "extra field 0x7075"),
        new Case("room for an end", zip -> extra(zip, 0x5455, 76), "extra field 0x5455"),
        new Case("a torn field", zip -> zip.items.get(2).extra = new byte[3], "torn"),
        new Case("a field too long", OneReadingHeaderTest::tooLongField, "extra field 0x5455"),
        new Case("needless wide sizes", zip -> extra(zip, 1, 16), "says twice how long"),
        new Case("local wide sizes", OneReadingHeaderTest::localWide, "has another name"),
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
}
