package org.rtcroom.verifier.archive;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The header that stands before an entry, which must say what the directory says: sections 4.3.7
 * and 4.3.9 of PKWARE's APPNOTE.
 *
 * @param contentAt of the entry's first byte
 * @param end of the entry, with the descriptor behind it
 * @param wide whether the sizes of the descriptor have 64 bits
 * @param bare whether there are no extra fields
 */
record ZipLocal(long contentAt, long end, boolean wide, boolean bare) {

  static final int LENGTH = 30;

  private static final int SIGNATURE = 0x04034b50;
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;

  /** Signature, CRC and two sizes. */
  private static final int DESCRIPTOR = 16;

  private static final int WIDE_DESCRIPTOR = 24;

  /** How long the header is, name and extra fields included. */
  static int length(ZipHeader header, ByteBuffer fixed) throws Unusable {
    if (fixed.remaining() < LENGTH || fixed.getInt(0) != SIGNATURE) {
      throw ZipArchive.refused(header.name() + " does not stand where the directory says");
    }
    return LENGTH + ZipHeader.unsigned(fixed, 26) + ZipHeader.unsigned(fixed, 28);
  }

  /** Compares the header with the directory's. */
  static ZipLocal of(ZipHeader header, ByteBuffer in) throws Unusable {
    int nameLength = ZipHeader.unsigned(in, 26);
    ByteBuffer fields = ZipHeader.part(in, LENGTH + nameLength, ZipHeader.unsigned(in, 28));
    ZipExtras extras = ZipExtras.of(header.name(), fields);
    boolean descriptor = (header.flags() & ZipHeader.DESCRIPTOR) != 0;
    boolean same =
        ZipHeader.name(in, LENGTH, nameLength).equals(header.name())
            && ZipHeader.unsigned(in, 6) == header.flags()
            && ZipHeader.unsigned(in, 8) == header.method()
            && in.getInt(10) == header.modified()
            && (in.getInt(14) == header.crc() || (descriptor && in.getInt(14) == 0))
            && saysSizes(header, in, extras.zip64(), descriptor);
    if (!same) {
      throw ZipArchive.refused(
          header.name()
              + " has another name, method, CRC or size in its header than in the directory");
    }
    boolean wide = header.large() || extras.zip64() != null;
    long contentAt = header.offset() + in.limit();
    int behind = wide ? WIDE_DESCRIPTOR : DESCRIPTOR;
    long end = contentAt + header.packed() + (descriptor ? behind : 0);
    return new ZipLocal(contentAt, end, wide, !extras.any());
  }

  /** Sizes may be left to the descriptor, as zeros, or to 64 bits; what is said must be right. */
  private static boolean saysSizes(
      ZipHeader header, ByteBuffer in, @Nullable ByteBuffer zip64, boolean descriptor) {
    long packed = Integer.toUnsignedLong(in.getInt(18));
    long size = Integer.toUnsignedLong(in.getInt(22));
    boolean elsewhere = packed == ZipHeader.IN_ZIP64 || size == ZipHeader.IN_ZIP64;
    if (elsewhere != (zip64 != null)) {
      return false;
    }
    if (zip64 != null) {
      if (packed != size || zip64.remaining() != 2 * Long.BYTES) {
        return false;
      }
      size = zip64.getLong(0);
      packed = zip64.getLong(Long.BYTES);
    }
    boolean left = descriptor && packed == 0 && size == 0;
    return left || (packed == header.packed() && size == header.size());
  }

  /** Compares what stands behind the entry, if anything does, with the directory. */
  void checkDescriptor(ZipHeader header, ByteBuffer in) throws Unusable {
    if (!in.hasRemaining()) {
      return;
    }
    long packed = wide ? in.getLong(8) : Integer.toUnsignedLong(in.getInt(8));
    long size = wide ? in.getLong(16) : Integer.toUnsignedLong(in.getInt(12));
    boolean same =
        in.getInt(0) == DESCRIPTOR_SIGNATURE
            && in.getInt(4) == header.crc()
            && packed == header.packed()
            && size == header.size();
    if (!same) {
      throw ZipArchive.refused(
          header.name() + " has another CRC or size behind it than in the directory");
    }
  }
}
