package org.rtcroom.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The folder {@code <roomservice.home>/keys}, where demo mode keeps the keys it made up. Only the
 * owner of the process can read it (0700, files 0600, where the file system knows such things).
 */
public final class KeyFolder {

  /** Characters; the shortest key we make has 64. */
  private static final int SURELY_NO_CHANCE = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final boolean ours;

  public KeyFolder(Path home) {
    this(home.resolve("keys"), true);
  }

  private KeyFolder(Path folder, boolean ours) {
    this.folder = folder;
    this.ours = ours;
  }

  /** Keeps files in a folder that holds other things too: the folder's permissions stay. */
  public static KeyFolder shared(Path folder) {
    return new KeyFolder(folder, false);
  }

  /**
   * The key kept under this name, made now if there is none. However many processes ask at once,
   * all get the same key, the one that was stored first.
   *
   * @throws UncheckedIOException if the folder cannot be read or written
   * @throws BadSetting if somebody made another thing of the file than a text
   */
  public String keptOrMade(String fileName, Supplier<String> maker) {
    Path file = folder.resolve(fileName);
    try {
      if (Files.notExists(file)) {
        storeUnlessPresent(file, maker.get());
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep keys in " + folder, e);
    }
  }

  private static String read(Path file) {
    SecretFile kept = new SecretFile("roomservice.home", file.toString());
    return Secret.ofFile(kept, Secret.Form.LINES, SecretFile.Exposure.WARNED).value();
  }

  /** 256 random bits as 64 hex digits, kept under this name. */
  public String keptOrMadeHex(String fileName) {
    return keptOrMade(fileName, KeyFolder::randomHex);
  }

  /** Whether a secret is one of the kept keys, or a part of one that is too long for chance. */
  boolean made(Secret secret) {
    if (secret.value().length() < SURELY_NO_CHANCE || Files.notExists(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains(secret.value())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read keys in " + folder, e);
    }
  }

  private static String randomHex() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void storeUnlessPresent(Path file, String content) throws IOException {
    makePrivate(folder);
    if (ours) {
      restrict(folder, "rwx------");
    }
    Path whole = Files.createTempFile(folder, ".new-", ".tmp");
    try {
      restrict(whole, "rw-------");
      Files.writeString(whole, content + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      publish(whole, file);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** A hard link appears whole or not at all and, unlike a move, never replaces another's file. */
  private static void publish(Path whole, Path file) throws IOException {
    try {
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException | IOException e) {
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Makes a folder, and those above it that are missing, which only the owner of this process can
   * enter. The permissions of one that is there stay.
   */
  public static void makePrivate(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().getParent();
    if (above != null) {
      makePrivate(above);
    }
    try {
      Files.createDirectory(folder);
      restrict(folder, "rwx------");
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
