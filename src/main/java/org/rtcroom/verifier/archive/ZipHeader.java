package org.rtcroom.verifier.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One entry as the directory of a ZIP describes it: section 4.3.12 of PKWARE's APPNOTE.
 *
 * @param name a character for each byte, so that two spellings of one letter stay apart
 * @param modified time and date as MS-DOS has them
 * @param packed bytes of the entry in the file
 * @param size bytes of the entry unpacked
 * @param offset of the local header
 * @param bare whether nothing is said but this
 */
public record ZipHeader(
    String name,
    int flags,
    int method,
    int modified,
    int crc,
    long packed,
    long size,
    long offset,
    boolean bare) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Sizes and CRC stand behind the entry. */
  static final int DESCRIPTOR = 1 << 3;

  static final int LENGTH = 46;
  static final long IN_ZIP64 = 0xffffffffL;

  private static final int SIGNATURE = 0x02014b50;

  /** Strength of the packing, descriptor, names in UTF-8. Others encrypt, patch or hide. */
  private static final int FLAGS = 0x0002 | 0x0004 | DESCRIPTOR | 0x0800;

  /** The newest version that can be needed: with ZIP64. */
  private static final int VERSION = 45;

  private static final int DOS_LABEL_OR_FOLDER = 0x18;
  private static final int UNIX_FILE = 8;
  private static final int UNIX_FOLDER = 4;

  /** Reads the next one of a directory. */
  static ZipHeader next(ByteBuffer in) throws Unusable {
    int at = in.position();
    if (in.remaining() < LENGTH || in.getInt(at) != SIGNATURE) {
      throw ZipArchive.refused("its directory is damaged");
    }
    int nameLength = unsigned(in, at + 28);
    int extraLength = unsigned(in, at + 30);
    int commentLength = unsigned(in, at + 32);
    if (in.remaining() < LENGTH + nameLength + extraLength + commentLength) {
      throw ZipArchive.refused("its directory is damaged");
    }
    String name = name(in, at + LENGTH, nameLength);
    if (commentLength > 0 || unsigned(in, at + 34) > 0) {
      throw ZipArchive.refused(name + " has a comment or stands on another disk");
    }
    ZipExtras extras = ZipExtras.of(name, part(in, at + LENGTH + nameLength, extraLength));
    in.position(at + LENGTH + nameLength + extraLength);
    Long64 sizes = new Long64(name, extras);
    long size = sizes.of(in.getInt(at + 24));
    long packed = sizes.of(in.getInt(at + 20));
    long offset = sizes.of(in.getInt(at + 42));
    sizes.end();
    int attributes = in.getInt(at + 38);
    boolean bare =
        attributes == 0 && unsigned(in, at + 36) == 0 && extras.any() == (extras.zip64() != null);
    ZipHeader header =
        new ZipHeader(
            name,
            unsigned(in, at + 8),
            unsigned(in, at + 10),
            in.getInt(at + 12),
            in.getInt(at + 16),
            packed,
            size,
            offset,
            bare);
    header.check(unsigned(in, at + 6) & 0xff, attributes);
    return header;
  }

  private void check(int version, int attributes) throws Unusable {
    if ((flags & ~FLAGS) != 0 || version > VERSION) {
      throw ZipArchive.refused(name + " is encrypted or packed by rules of its own");
    }
    boolean stored = method == STORED && packed == size && (flags & DESCRIPTOR) == 0;
    if (!stored && method != DEFLATED) {
      throw ZipArchive.refused(
          name + " is packed by method " + method + ", which not all programs read alike");
    }
    int unix = attributes >>> 28;
    boolean asFolder = (attributes & DOS_LABEL_OR_FOLDER) != 0 || unix == UNIX_FOLDER;
    boolean asOther = unix != 0 && unix != UNIX_FILE && unix != UNIX_FOLDER;
    if (asOther || (asFolder && !folder())) {
      throw ZipArchive.refused(name + " is no plain file");
    }
    if (folder() && size > 0) {
      throw ZipArchive.refused(name + " is a folder with content");
    }
  }

  /** Whether it is a folder, which has no content. */
  public boolean folder() {
    return name.endsWith("/");
  }

  /** Whether it is as the service packs: deflated, sizes behind it, nothing else said. */
  boolean asWritten() {
    return bare && method == DEFLATED && (flags & DESCRIPTOR) != 0;
  }

  /** Whether its sizes do not fit into 32 bits. */
  boolean large() {
    return packed >= IN_ZIP64 || size >= IN_ZIP64;
  }

  static int unsigned(ByteBuffer in, int at) {
    return Short.toUnsignedInt(in.getShort(at));
  }

  static String name(ByteBuffer in, int at, int length) {
    byte[] name = new byte[length];
    in.get(at, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  static ByteBuffer part(ByteBuffer in, int at, int length) {
    return in.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Values of 64 bits in place of those that do not fit into 32, in their order, and no others. */
  private record Long64(String name, ZipExtras extras) {

    long of(int value) throws Unusable {
      long small = Integer.toUnsignedLong(value);
      if (small != IN_ZIP64) {
        return small;
      }
      ByteBuffer zip64 = extras.zip64();
      long large = zip64 == null || zip64.remaining() < Long.BYTES ? -1 : zip64.getLong();
      if (large < 0) {
        throw ZipArchive.refused(name + " does not say how long it is");
      }
      return large;
    }

    void end() throws Unusable {
      ByteBuffer zip64 = extras.zip64();
      if (zip64 != null && zip64.hasRemaining()) {
        throw ZipArchive.refused(name + " says twice how long it is");
      }
    }
  }
}
