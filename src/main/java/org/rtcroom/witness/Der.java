package org.rtcroom.witness;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The little of the Distinguished Encoding Rules (ITU-T X.690) that time stamps take. */
final class Der {

  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /**
   * A value with its tag and length.
   *
   * @param parts one after the other, at most 127 bytes together
   */
  static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    if (value.size() > 127) {
      throw new IllegalArgumentException("longer than 127 bytes");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(value.size());
    out.writeBytes(value.toByteArray());
    return out.toByteArray();
  }

  /** Where a value begins and how long it is. */
  record Place(int start, int length) {}

  /** The value at an offset if it has that tag and fits into the bytes. */
  static Optional<Place> at(byte[] bytes, int offset, int tag) {
    if (offset + 2 > bytes.length || (bytes[offset] & 0xff) != tag) {
      return Optional.empty();
    }
    int first = bytes[offset + 1] & 0xff;
    int more = first < 128 ? 0 : first - 128;
    if (more > 3 || offset + 2 + more > bytes.length) {
      return Optional.empty();
    }
    int length = first < 128 ? first : 0;
    for (int i = 0; i < more; i++) {
      length = length << 8 | (bytes[offset + 2 + i] & 0xff);
    }
    int start = offset + 2 + more;
    return start + length <= bytes.length
        ? Optional.of(new Place(start, length))
        : Optional.empty();
  }
}
