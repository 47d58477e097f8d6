package org.rtcroom.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A ZIP written field by field, for tests to write any of them wrong. As it is, it is a good one.
 */
final class RawZip {

  static final int DESCRIPTOR = 8;
  static final int UTF_8 = 0x800;

  final List<Item> items = new ArrayList<>();
  byte[] beforeDirectory = {};
  byte[] beforeEnd = {};
  byte[] comment = {};
  byte[] behind = {};
  boolean wideEnd;
  int disk;
  int count = -1;
  long directoryShift;

  /** One entry. What is null or negative follows from the rest. */
  static final class Item {
    byte[] before = {};
    byte[] name;
    byte[] localName;
    byte[] content;
    byte[] packed;
    int method = 8;
    int flags = DESCRIPTOR | UTF_8;
    int localFlags;
    int crc;
    int localCrc;
    long size;
    byte[] extra = {};
    byte[] localExtra = {};
    byte[] comment = {};
    int attributes;
    boolean wide;
    boolean listed = true;
    boolean listedOnly;
    long shift;

    Item(String name, byte[] content) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      localName = this.name;
      localFlags = flags;
      fill(content);
    }

    /** Packs other content, and says what belongs to it. */
    Item fill(byte[] other) {
      content = other;
      packed = method == 8 ? deflated(other) : other;
      CRC32 sum = new CRC32();
      sum.update(other);
      crc = (int) sum.getValue();
      localCrc = (flags & DESCRIPTOR) == 0 ? crc : 0;
      size = other.length;
      return this;
    }

    /** Sizes in the header instead of behind the entry. */
    Item plain(int otherMethod) {
      method = otherMethod;
      flags = 0;
      localFlags = 0;
      return fill(content);
    }

    Item name(String other) {
      name = other.getBytes(StandardCharsets.UTF_8);
      localName = name;
      return this;
    }
  }

  static RawZip of(Path file) {
    RawZip zip = new RawZip();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        zip.items.add(new Item(entry.getName(), in.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zip;
  }

  Item item(String name) {
    return items.stream()
        .filter(item -> new String(item.name, StandardCharsets.UTF_8).equals(name))
        .findFirst()
        .orElseThrow();
  }

  RawZip add(String name, String content) {
    items.add(new Item(name, content.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] packed = new byte[content.length + 100];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  void writeTo(Path file) {
    try {
      Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    int listed = 0;
    for (Item item : items) {
      out.writeBytes(item.before);
      long offset = out.size() + item.shift;
      if (!item.listedOnly) {
        local(item, out);
      }
      if (item.listed) {
        central(item, offset, directory);
        listed++;
      }
    }
    out.writeBytes(beforeDirectory);
    long directoryAt = out.size() + directoryShift;
    out.writeBytes(directory.toByteArray());
    out.writeBytes(beforeEnd);
    end(count < 0 ? listed : count, directory.size(), directoryAt, out);
    out.writeBytes(behind);
    return out.toByteArray();
  }

  private static void local(Item item, ByteArrayOutputStream out) {
    boolean later = (item.localFlags & DESCRIPTOR) != 0;
    ByteBuffer header = buffer(30).putInt(0x04034b50).putShort((short) 20);
    header.putShort((short) item.localFlags).putShort((short) item.method).putInt(0x21 << 16);
    header.putInt(item.localCrc);
    if (item.wide) {
      header.putInt(-1).putInt(-1);
    } else {
      header.putInt(later ? 0 : item.packed.length).putInt(later ? 0 : (int) item.size);
    }
    header.putShort((short) item.localName.length).putShort((short) item.localExtra.length);
    out.writeBytes(header.array());
    out.writeBytes(item.localName);
    out.writeBytes(item.localExtra);
    out.writeBytes(item.packed);
    if (later) {
      ByteBuffer descriptor = buffer(item.wide ? 24 : 16).putInt(0x08074b50).putInt(item.crc);
      if (item.wide) {
        descriptor.putLong(item.packed.length).putLong(item.size);
      } else {
        descriptor.putInt(item.packed.length).putInt((int) item.size);
      }
      out.writeBytes(descriptor.array());
    }
  }

  private static void central(Item item, long offset, ByteArrayOutputStream out) {
    ByteBuffer header = buffer(46).putInt(0x02014b50).putShort((short) 20).putShort((short) 20);
    header.putShort((short) item.flags).putShort((short) item.method).putInt(0x21 << 16);
    header.putInt(item.crc).putInt(item.packed.length).putInt((int) item.size);
    header.putShort((short) item.name.length).putShort((short) item.extra.length);
    header.putShort((short) item.comment.length).putShort((short) 0).putShort((short) 0);
    header.putInt(item.attributes).putInt((int) offset);
    out.writeBytes(header.array());
    out.writeBytes(item.name);
    out.writeBytes(item.extra);
    out.writeBytes(item.comment);
  }

  private void end(int entries, long length, long at, ByteArrayOutputStream out) {
    long recordAt = out.size();
    if (wideEnd) {
      ByteBuffer record = buffer(56).putInt(0x06064b50).putLong(44).putShort((short) 45);
      record.putShort((short) 45).putInt(0).putInt(0).putLong(entries).putLong(entries);
      out.writeBytes(record.putLong(length).putLong(at).array());
      ByteBuffer locator = buffer(20).putInt(0x07064b50).putInt(0).putLong(recordAt).putInt(1);
      out.writeBytes(locator.array());
    }
    ByteBuffer end = buffer(22).putInt(0x06054b50).putShort((short) disk).putShort((short) 0);
    end.putShort((short) entries).putShort((short) entries).putInt((int) length);
    end.putInt(wideEnd ? -1 : (int) at).putShort((short) comment.length);
    out.writeBytes(end.array());
    out.writeBytes(comment);
  }

  /** An extra field. */
  static byte[] extra(int id, byte... content) {
    return buffer(4 + content.length)
        .putShort((short) id)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
