package org.rtcroom.verifier.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The extra fields of one header in a ZIP. Only times, owners and long sizes are let pass: other
 * fields, such as a second name in Unicode, are read by some programs and not by others.
 *
 * @param zip64 sizes and offset of 64 bits, if there are any
 */
record ZipExtras(boolean any, @Nullable ByteBuffer zip64) {

  private static final int ZIP64 = 0x0001;

  /** The ids that are let pass, and how long each may be: PKWARE's and Info-ZIP's lists. */
  private static final Map<Integer, Integer> LONGEST =
      Map.of(ZIP64, 28, 0x000a, 32, 0x5455, 13, 0x5855, 12, 0x7855, 4, 0x7875, 19);

  /**
   * Takes the fields apart.
   *
   * @throws Unusable if there is another one, one stands twice, or they do not fill their room
   */
  static ZipExtras of(String name, ByteBuffer fields) throws Unusable {
    @Nullable ByteBuffer zip64 = null;
    Set<Integer> ids = new HashSet<>();
    boolean any = fields.hasRemaining();
    while (fields.hasRemaining()) {
      if (fields.remaining() < 2 * Short.BYTES) {
        throw ZipArchive.refused(name + " has a torn extra field");
      }
      int id = Short.toUnsignedInt(fields.getShort());
      int length = Short.toUnsignedInt(fields.getShort());
      if (length > LONGEST.getOrDefault(id, -1) || length > fields.remaining() || !ids.add(id)) {
        throw ZipArchive.refused(
            String.format(
                Locale.ROOT,
                "%s has an extra field 0x%04x that programs read differently",
                name,
                id));
      }
      ByteBuffer content = fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      fields.position(fields.position() + length);
      zip64 = id == ZIP64 ? content : zip64;
    }
    return new ZipExtras(any, zip64);
  }
}
