package org.rtcroom.verifier;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the entries of a ZIP from its beginning. They must be the expected ones in the
 * expected order, and none may be longer than a multiple of the file: what is packed tighter than
 * any history is made to fill memory or disks.
 */
final class ZipWalk implements AutoCloseable {

  private static final long RATIO = 200;
  private static final long SLACK = 16 << 20;
  private static final int BUFFER = 1 << 16;

  private final ZipInputStream zip;
  private final List<String> names;
  private final long largest;
  private int next;

  private ZipWalk(Path file, List<String> names) throws IOException {
    largest = Files.size(file) * RATIO + SLACK;
    this.names = names;
    zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  static ZipWalk of(Path file, List<String> names) throws IOException {
    return new ZipWalk(file, names);
  }

  /** One entry; closing it closes the file. After the last entry nothing may follow. */
  static InputStream entry(Path file, List<String> names, String name) throws IOException {
    ZipWalk walk = of(file, names);
    try {
      InputStream entry = walk.next();
      while (!names.get(walk.next - 1).equals(name)) {
        skip(entry);
        entry = walk.next();
      }
      return entry;
    } catch (IOException e) {
      walk.close();
      throw e;
    }
  }

  static void skip(InputStream entry) throws IOException {
    entry.transferTo(OutputStream.nullOutputStream());
  }

  boolean hasNext() {
    return next < names.size();
  }

  /** The name of the entry that {@link #next} gave last. */
  String name() {
    return names.get(next - 1);
  }

  /** The next entry, which must be the expected one. */
  InputStream next() throws IOException {
    String expected = names.get(next);
    ZipEntry entry = nextEntry();
    if (entry == null || !entry.getName().equals(expected)) {
      throw new Unusable(
          "expected entry " + expected + ", found " + (entry == null ? "the end" : "another"));
    }
    next++;
    return new Bounded(expected);
  }

  private @Nullable ZipEntry nextEntry() throws IOException {
    try {
      return zip.getNextEntry();
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new Unusable("not a whole ZIP: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** An entry that is not longer than it may be. */
  private final class Bounded extends FilterInputStream {

    private final String name;
    private long length;

    Bounded(String name) {
      super(zip);
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int read = readEntry(bytes, offset, count);
      length += Math.max(0, read);
      if (length > largest) {
        throw new Unusable(name + " is larger than a history of this size can be");
      }
      if (read < 0 && !hasNext() && nextEntry() != null) {
        throw new Unusable("there is another entry after " + name);
      }
      return read;
    }

    private int readEntry(byte[] bytes, int offset, int count) throws IOException {
      try {
        return zip.read(bytes, offset, count);
      } catch (ZipException | EOFException e) {
        throw new Unusable(name + " is damaged or cut off: " + e.getMessage(), e);
      }
    }
  }
}
