package org.rtcroom.verifier.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The entries of a ZIP that all programs read alike, whether they go by the directory at its end or
 * from header to header: checkpoint-format.md, "One reading". Every byte of the file belongs to a
 * header, to an entry, to the directory or to its end.
 */
public final class ZipArchive {

  /** Entries, of which ours are a few: a folder and the litter of a desktop come beside them. */
  private static final int MOST = 1_000;

  private static final int LONGEST_DIRECTORY = 1 << 20;

  private static final int END = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64 = 56;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_LEADING = 12;
  private static final int IN_ZIP64 = 0xffff;

  private final FileChannel file;

  /**
   * Where the bytes of an entry stand.
   *
   * @param at of its first byte
   * @param asWritten whether it is packed as the service packs
   */
  public record Member(ZipHeader header, long at, boolean asWritten) {}

  /** Where the directory stands, and how many entries it lists. */
  private record Directory(long count, long length, long offset) {}

  private ZipArchive(FileChannel file) {
    this.file = file;
  }

  /**
   * The entries in the order of the directory.
   *
   * @throws Unusable if it is no whole ZIP, or one that two programs could read differently
   */
  public static List<Member> members(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return new ZipArchive(channel).members();
    }
  }

  public static Unusable refused(String what) {
    return new Unusable(
        what + "; it was packed anew or tampered with: ask for the file as it was downloaded");
  }

  private List<Member> members() throws IOException {
    Directory directory = directory();
    ByteBuffer in = read(directory.offset(), (int) directory.length());
    List<ZipHeader> headers = new ArrayList<>();
    for (long i = 0; i < directory.count(); i++) {
      headers.add(ZipHeader.next(in));
    }
    if (in.hasRemaining()) {
      throw refused("its directory lists other entries than its end says");
    }
    List<ZipHeader> byPlace = new ArrayList<>(headers);
    byPlace.sort(Comparator.comparingLong(ZipHeader::offset));
    List<Member> members = new ArrayList<>();
    long end = 0;
    for (ZipHeader header : byPlace) {
      if (header.offset() != end) {
        throw refused(
            header.offset() < end
                ? header.name() + " overlaps the entry before it"
                : "bytes before " + header.name() + " belong to no entry");
      }
      ZipLocal local = local(header, directory.offset());
      boolean asWritten = header.asWritten() && local.bare();
      members.add(new Member(header, local.contentAt(), asWritten));
      end = local.end();
    }
    if (end != directory.offset()) {
      throw refused("bytes before its directory belong to no entry");
    }
    members.sort(Comparator.comparingInt(member -> headers.indexOf(member.header())));
    return members;
  }

  private ZipLocal local(ZipHeader header, long limit) throws IOException {
    long room = limit - header.offset();
    ByteBuffer fixed = read(header.offset(), (int) Math.min(room, ZipLocal.LENGTH));
    int length = ZipLocal.length(header, fixed);
    if (length > room || header.packed() > room - length) {
      throw refused(header.name() + " reaches into the directory");
    }
    ZipLocal local = ZipLocal.of(header, read(header.offset(), length));
    long descriptorAt = local.contentAt() + header.packed();
    if (local.end() > limit) {
      throw refused(header.name() + " reaches into the directory");
    }
    local.checkDescriptor(header, read(descriptorAt, (int) (local.end() - descriptorAt)));
    return local;
  }

  /** Reads the end: nothing but the last bytes can be it, because it has no comment. */
  private Directory directory() throws IOException {
    long length = file.size();
    long endAt = length - END;
    if (endAt < 0 || read(endAt, Integer.BYTES).getInt(0) != END_SIGNATURE) {
      throw new Unusable("not a whole ZIP: it does not end as one" + described(length));
    }
    ByteBuffer end = read(endAt, END);
    if (end.getShort(20) != 0) {
      throw refused("the ZIP has a comment");
    }
    if (anotherEnd(endAt)) {
      throw refused("it has two ends");
    }
    boolean zip64 =
        endAt >= LOCATOR && read(endAt - LOCATOR, Integer.BYTES).getInt(0) == LOCATOR_SIGNATURE;
    long recordAt = zip64 ? endAt - LOCATOR - END64 : endAt;
    Directory directory =
        zip64
            ? directory64(recordAt, endAt - LOCATOR)
            : new Directory(
                ZipHeader.unsigned(end, 10),
                Integer.toUnsignedLong(end.getInt(12)),
                Integer.toUnsignedLong(end.getInt(16)));
    checkEnd(end, directory, zip64);
    boolean adjacent =
        directory.offset() >= 0
            && directory.length() >= 0
            && directory.offset() <= recordAt
            && directory.length() == recordAt - directory.offset();
    if (!adjacent) {
      throw refused("bytes before, within or behind its directory belong to nothing");
    }
    if (directory.count() > MOST || directory.length() > LONGEST_DIRECTORY) {
      throw refused("it lists more entries than belong to an export or a dossier");
    }
    return directory;
  }

  /**
   * Whether a program that looks for an end with a comment could find one before the last one, in
   * an entry that is not packed.
   */
  private boolean anotherEnd(long endAt) throws IOException {
    long from = Math.max(0, endAt - LONGEST_COMMENT);
    ByteBuffer tail = read(from, (int) (endAt - from) + END);
    for (int at = 0; at < endAt - from; at++) {
      if (tail.getInt(at) == END_SIGNATURE) {
        boolean reachesEnd = ZipHeader.unsigned(tail, at + 20) == endAt - from - at;
        boolean onOneDisk =
            tail.getInt(at + 4) == 0 && tail.getShort(at + 8) == tail.getShort(at + 10);
        if (reachesEnd || onOneDisk) {
          return true;
        }
      }
    }
    return false;
  }

  private static void checkEnd(ByteBuffer end, Directory directory, boolean zip64) throws Unusable {
    long onDisk = ZipHeader.unsigned(end, 8);
    boolean same =
        ZipHeader.unsigned(end, 4) == 0
            && ZipHeader.unsigned(end, 6) == 0
            && onDisk == ZipHeader.unsigned(end, 10)
            && says(onDisk, directory.count(), IN_ZIP64, zip64)
            && says(end.getInt(12), directory.length(), zip64)
            && says(end.getInt(16), directory.offset(), zip64);
    if (!same) {
      throw refused("its end spans disks or contradicts itself");
    }
  }

  private static boolean says(int field, long value, boolean zip64) {
    return says(Integer.toUnsignedLong(field), value, ZipHeader.IN_ZIP64, zip64);
  }

  /** Whether a field of the end gives the value, or leaves it to the record of 64 bits. */
  private static boolean says(long field, long value, long elsewhere, boolean zip64) {
    return field == elsewhere ? zip64 : field == value;
  }

  private Directory directory64(long recordAt, long locatorAt) throws IOException {
    if (recordAt < 0) {
      throw refused("its end contradicts itself");
    }
    ByteBuffer locator = read(locatorAt, LOCATOR);
    ByteBuffer end = read(recordAt, END64);
    boolean consistent =
        locator.getInt(4) == 0
            && locator.getLong(8) == recordAt
            && locator.getInt(16) == 1
            && end.getInt(0) == END64_SIGNATURE
            && end.getLong(4) == END64 - END64_LEADING
            && end.getInt(16) == 0
            && end.getInt(20) == 0
            && end.getLong(24) == end.getLong(32);
    if (!consistent) {
      throw refused("its end of 64 bits spans disks or contradicts itself");
    }
    return new Directory(end.getLong(32), end.getLong(40), end.getLong(48));
  }

  /** What a person may have given instead. */
  private String described(long length) throws IOException {
    ByteBuffer begin = read(0, (int) Math.min(length, Integer.BYTES));
    int magic = begin.remaining() < Integer.BYTES ? 0 : begin.getInt(0);
    return switch (magic) {
      case 0x04034b50 -> ": it was cut off, or something stands behind its end";
      case 0xafbc7a37 -> ", it is a 7z archive: unpack it and name the folder";
      case 0x21726152 -> ", it is a RAR archive: unpack it and name the folder";
      default -> ", and does not begin as one";
    };
  }

  private ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new Unusable("not a whole ZIP: it ends too early");
      }
    }
    return buffer.flip();
  }
}
