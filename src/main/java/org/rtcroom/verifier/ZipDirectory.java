package org.rtcroom.verifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The list of entries at the end of a ZIP, by which most programs open it. It must name the same
 * entries that are read here one after the other, or somebody else would see another history.
 */
final class ZipDirectory {

  private ZipDirectory() {}

  /**
   * Whether the file's first entry is that of a dossier.
   *
   * @throws Unusable if it is neither an export nor a dossier
   */
  static boolean isDossier(Path file) throws IOException {
    return entries(file).equals(Dossier.ENTRIES);
  }

  /**
   * Refuses what is not a whole ZIP of one of the two sorts.
   *
   * @throws Unusable naming what is wrong
   */
  static void require(Path file) throws IOException {
    List<String> entries = entries(file);
    if (!entries.equals(Dossier.ENTRIES) && !entries.equals(ZipEvidence.ENTRIES)) {
      throw new Unusable("its entries are neither those of an export nor those of a dossier");
    }
  }

  private static List<String> entries(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return Collections.list(zip.entries()).stream()
          .limit(ZipEvidence.ENTRIES.size() + 1L)
          .map(ZipEntry::getName)
          .toList();
    } catch (ZipException e) {
      throw new Unusable("not a whole ZIP: " + e.getMessage(), e);
    }
  }
}
