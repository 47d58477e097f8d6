package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rtcroom.verifier.archive.Unusable;
import org.rtcroom.verifier.archive.ZipArchive;
import org.rtcroom.verifier.archive.ZipContent;

/**
 * The entries of an export or a dossier: of the ZIP as it was downloaded, of one that somebody
 * unpacked and packed again, or of a folder into which it was unpacked.
 */
final class Bundle {

  /** An entry is not longer than a multiple of the file: memory and disks are not to be filled. */
  private static final long RATIO = 200;

  private static final long SLACK = 16 << 20;

  private final Map<String, Opening> entries = new HashMap<>();
  private final Optional<String> repacked;

  /** Opens one entry. */
  private interface Opening {
    InputStream open() throws IOException;
  }

  private Bundle(Optional<String> repacked) {
    this.repacked = repacked;
  }

  /**
   * Looks through a ZIP or a folder.
   *
   * @throws Unusable naming what is wrong, if it is neither an export nor a dossier, or if two
   *     programs could read it differently
   */
  static Bundle of(Path file) throws IOException {
    return Files.isDirectory(file) ? ofFolder(file) : ofZip(file);
  }

  private static Bundle ofZip(Path file) throws IOException {
    List<ZipArchive.Member> members = ZipArchive.members(file);
    Map<String, ZipArchive.Member> byName = new TreeMap<>();
    for (ZipArchive.Member member : members) {
      String name = member.header().name();
      if (byName.put(name, member) != null) {
        throw ZipArchive.refused("there are two of " + name);
      }
      if (member.header().size() > Files.size(file) * RATIO + SLACK) {
        throw new Unusable(name + " is larger than a history of this size can be");
      }
    }
    Map<String, String> names = EntryNames.byEntry(byName.keySet());
    Bundle bundle =
        new Bundle(
            asWritten(members)
                ? Optional.empty()
                : Optional.of("it was packed anew since it was downloaded; its entries count"));
    for (Map.Entry<String, String> entry : names.entrySet()) {
      ZipArchive.Member member = byName.remove(entry.getValue());
      bundle.entries.put(entry.getKey(), () -> new ZipContent(file, member));
    }
    for (ZipArchive.Member litter : byName.values()) {
      readThrough(new ZipContent(file, litter));
    }
    return bundle;
  }

  /** Whether a ZIP is as the service packs: our entries in their order, packed as it packs them. */
  private static boolean asWritten(List<ZipArchive.Member> members) {
    List<String> names = members.stream().map(member -> member.header().name()).toList();
    long before = -1;
    for (ZipArchive.Member member : members) {
      if (!member.asWritten() || member.at() < before) {
        return false;
      }
      before = member.at();
    }
    return names.equals(Dossier.ENTRIES) || names.equals(ZipEvidence.ENTRIES);
  }

  /** What is not ours must be readable in one way only, too, or another entry could hide in it. */
  private static void readThrough(InputStream litter) throws IOException {
    try (litter) {
      litter.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static Bundle ofFolder(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        boolean beside = plain ? EntryNames.litter(name) : name.equals("__MACOSX");
        if (!beside && !plain) {
          throw new Unusable(
              name + " in the folder is no plain file; name the folder of the files");
        }
        if (!beside) {
          files.put(name, file);
        }
      }
    }
    EntryNames.byEntry(files.keySet());
    Bundle bundle = new Bundle(Optional.of("it was unpacked since it was downloaded"));
    files.forEach((name, file) -> bundle.entries.put(name, () -> Files.newInputStream(file)));
    return bundle;
  }

  boolean dossier() {
    return entries.containsKey(Dossier.ENTRIES.get(0));
  }

  /** How it differs from what was downloaded, if it does, which is nothing bad. */
  Optional<String> repacked() {
    return repacked;
  }

  /** Opens an entry; closing the stream closes the file. */
  InputStream open(String name) throws IOException {
    Opening entry = entries.get(name);
    if (entry == null) {
      throw new Unusable(name + " is missing");
    }
    return entry.open();
  }
}
