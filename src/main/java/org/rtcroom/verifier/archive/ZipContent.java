package org.rtcroom.verifier.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks one entry as it is read. At its end it must have the length and the CRC that its headers
 * say, and have taken all of its packed bytes: a program that goes on behind them would read
 * others.
 */
public final class ZipContent extends InputStream {

  private final ZipArchive.Member member;
  private final FileChannel file;
  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] packed = new byte[1 << 16];
  private long left;
  private long length;
  private boolean ended;

  /** Opens an entry; closing the stream closes the file. */
  public ZipContent(Path path, ZipArchive.Member member) throws IOException {
    this.member = member;
    file = FileChannel.open(path).position(member.at());
    in = Channels.newInputStream(file);
    left = member.header().packed();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    boolean deflated = member.header().method() == ZipHeader.DEFLATED;
    int read = deflated ? inflate(bytes, offset, count) : copy(bytes, offset, count);
    if (read < 0) {
      end();
      return -1;
    }
    crc.update(bytes, offset, read);
    length += read;
    if (length > member.header().size()) {
      throw wrong("is longer than its header says");
    }
    return read;
  }

  private int copy(byte[] bytes, int offset, int count) throws IOException {
    return left == 0 ? -1 : take(bytes, offset, count);
  }

  private int inflate(byte[] bytes, int offset, int count) throws IOException {
    try {
      int read = inflater.inflate(bytes, offset, count);
      while (read == 0 && !inflater.finished()) {
        if (left == 0 || inflater.needsDictionary()) {
          throw wrong("is damaged or cut off");
        }
        inflater.setInput(packed, 0, take(packed, 0, packed.length));
        read = inflater.inflate(bytes, offset, count);
      }
      return read == 0 ? -1 : read;
    } catch (DataFormatException e) {
      throw wrong("is damaged or cut off");
    }
  }

  private int take(byte[] bytes, int offset, int count) throws IOException {
    int read = in.read(bytes, offset, (int) Math.min(left, count));
    if (read < 0) {
      throw wrong("is damaged or cut off");
    }
    left -= read;
    return read;
  }

  private void end() throws IOException {
    ended = true;
    if (left > 0 || inflater.getRemaining() > 0) {
      throw wrong("has bytes behind its end");
    }
    if (length != member.header().size() || (int) crc.getValue() != member.header().crc()) {
      throw wrong("has not the length or CRC that its header says");
    }
  }

  private Unusable wrong(String how) {
    return ZipArchive.refused(member.header().name() + " " + how);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    file.close();
  }
}
