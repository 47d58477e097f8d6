package org.rtcroom.settings;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of a secret. Links to it are followed first, such as those of a Kubernetes volume; then
 * the file that they lead to is looked at, opened without following links, and looked at again: it
 * is the same, or nothing is read.
 *
 * @param name of the setting that names the file
 * @param path as the setting has it
 */
record SecretFile(String name, String path) {

  /** What it means that others than the owner of this process can open the file, or own it. */
  enum Exposure {
    /** Nothing: it holds no secret. */
    FINE,
    /** The log warns. */
    WARNED,
    /** It is refused. */
    REFUSED
  }

  private static final Logger LOG = System.getLogger(SecretFile.class.getName());

  /** Bytes; the longest secret is a PEM key of some 3 KB. */
  private static final int LARGEST = 64 * 1024;

  private static final int OTHERS = 0077;
  private static final int SORT = 0170000;
  private static final int REGULAR = 0100000;
  private static final String PRIVATE =
      "a file that belongs to the user of this process or to root, and that nobody but its owner"
          + " can open (0400)";

  /**
   * What a file system says of a file.
   *
   * @param owner user id; null, as all else, where the file system knows no such things
   * @param changed when its contents, name or permissions last changed
   */
  private record State(
      @Nullable Object mode,
      @Nullable Object owner,
      @Nullable Object device,
      @Nullable Object inode,
      @Nullable Object changed) {

    static State of(Path file) throws IOException {
      if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        return new State(null, null, null, null, null);
      }
      Map<String, Object> all =
          Files.readAttributes(file, "unix:mode,uid,dev,ino,ctime", LinkOption.NOFOLLOW_LINKS);
      return new State(
          all.get("mode"), all.get("uid"), all.get("dev"), all.get("ino"), all.get("ctime"));
    }

    boolean regular() {
      return !(mode instanceof Integer bits) || (bits & SORT) == REGULAR;
    }

    boolean exposed() throws IOException {
      return mode instanceof Integer bits
          && ((bits & OTHERS) != 0 || !(Integer.valueOf(0).equals(owner) || ownerOfProcess()));
    }

    /** Whoever owns a new file owns this process, also where no list of users knows the name. */
    private boolean ownerOfProcess() throws IOException {
      Path probe = Files.createTempFile("roomservice", ".owner");
      try {
        return Files.getAttribute(probe, "unix:uid").equals(owner);
      } finally {
        Files.delete(probe);
      }
    }
  }

  /**
   * Reads it.
   *
   * @throws BadSetting if that is no such file, or it may not be read
   */
  SecretText read(Exposure exposure) {
    try {
      Path file = Path.of(path).toRealPath();
      State before = State.of(file);
      if (!before.regular()) {
        throw refused("a file");
      }
      byte[] bytes = bytes(file);
      if (!before.equals(State.of(file))) {
        throw refused("a file that stays the same while it is read");
      }
      if (exposure != Exposure.FINE && before.exposed()) {
        exposed(exposure);
      }
      return decoded(bytes);
    } catch (IOException | InvalidPathException e) {
      throw refused("a text file this process can read");
    }
  }

  private byte[] bytes(Path file) throws IOException {
    Set<? extends OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (InputStream content = Channels.newInputStream(Files.newByteChannel(file, options))) {
      byte[] bytes = content.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw refused("a file of at most " + LARGEST + " bytes");
      }
      return bytes;
    }
  }

  private SecretText decoded(byte[] bytes) {
    try {
      return SecretText.of(bytes);
    } catch (CharacterCodingException e) {
      throw refused("text in UTF-8, or in UTF-16 that begins with its mark");
    }
  }

  private void exposed(Exposure exposure) {
    if (exposure == Exposure.REFUSED) {
      throw refused(PRIVATE);
    }
    LOG.log(Level.WARNING, "{0} is {1}; production expects {2}", name, path, PRIVATE);
  }

  /** The text, if it has no fault. */
  SecretText checked(SecretText text, Optional<String> fault) {
    fault.ifPresent(
        expected -> {
          throw refused("a file with " + expected);
        });
    return text;
  }

  private BadSetting refused(String expected) {
    return BadSetting.value(name, path, expected);
  }
}
