package org.rtcroom.verifier;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.rtcroom.verifier.archive.Unusable;
import org.rtcroom.verifier.archive.ZipArchive;

/**
 * Which of the names in a ZIP are the entries of an export or a dossier: all of them, each once, in
 * one folder at most, with nothing beside them but what desktops leave behind.
 */
final class EntryNames {

  private static final Set<String> LITTER = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

  /** Beside a file and below a folder of this name, macOS keeps what its own file system knows. */
  private static final String APPLE_DOUBLE = "._";

  private static final String APPLE_FOLDER = "__MACOSX/";

  private EntryNames() {}

  /** Whether a name, without folders, is of a file that a desktop leaves behind. */
  static boolean litter(String name) {
    return LITTER.contains(name) || name.startsWith(APPLE_DOUBLE);
  }

  /**
   * The names that stand there by the names of entries.
   *
   * @throws Unusable if one is missing, stands twice, or is not ours
   */
  static Map<String, String> byEntry(Collection<String> names) throws Unusable {
    Map<String, String> found = new TreeMap<>();
    for (String name : names) {
      requirePath(name);
      String own = last(name);
      boolean folder = own.isEmpty();
      if (!folder && !litter(own) && found.put(own, name) != null) {
        throw ZipArchive.refused("there are two of " + own);
      }
    }
    List<String> wanted = wanted(found.keySet());
    String folder = folder(Objects.requireNonNull(found.get(wanted.get(0))));
    for (String name : names) {
      boolean beside = name.startsWith(APPLE_FOLDER) || folder.startsWith(name);
      if (name.endsWith("/") ? !beside : !folder(name).equals(folder) && !litter(last(name))) {
        throw ZipArchive.refused(name + " stands in another folder than " + wanted.get(0));
      }
    }
    return found;
  }

  /** The entries of the sort of file that it is. */
  private static List<String> wanted(Set<String> names) throws Unusable {
    List<String> wanted =
        names.contains(Dossier.ENTRIES.get(0)) ? Dossier.ENTRIES : ZipEvidence.ENTRIES;
    for (String name : names) {
      if (!wanted.contains(name)) {
        throw new Unusable(name + " is none of the entries of an export or a dossier");
      }
    }
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw new Unusable(name + " is missing: it is neither a whole export nor a whole dossier");
      }
    }
    return wanted;
  }

  private static void requirePath(String name) throws Unusable {
    boolean plain = !name.isEmpty() && !name.startsWith("/") && !name.contains("//");
    for (String part : name.split("/", -1)) {
      plain &= !part.equals(".") && !part.equals("..");
    }
    plain &= name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f);
    if (!plain) {
      throw ZipArchive.refused("the name " + name + " leads to another place in some programs");
    }
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }
}
