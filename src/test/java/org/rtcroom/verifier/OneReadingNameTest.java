package org.rtcroom.verifier;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with entries that are not ours, or that stand twice on some desktops. */
class OneReadingNameTest extends OneReading {

  @ParameterizedTest
  @MethodSource("attacks")
  void bothRefuse(Case attack) throws Exception {
    assertBothRefuse(attack);
  }

  static Stream<Case> attacks() {
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
        new Case(
            "a ZIP of the ZIP", OneReadingNameTest::zipped, "dossier.zip is none of the entries"),
        new Case("one is missing", zip -> zip.items.remove(2), "dossier.pdf is missing"));
  }

  private static void zipped(RawZip zip) {
    byte[] whole = zip.bytes();
    zip.items.clear();
    zip.items.add(new RawZip.Item("dossier.zip", whole));
  }
}
