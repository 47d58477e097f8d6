package org.rtcroom.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.rtcroom.kernel.UserId;

/**
 * The part of a privateMapKey that names the room and the user's privileges in it.
 *
 * <p>Layout, network byte order: version (1 byte, 1 for a room with a name), length of the user id
 * (2), user id, application (4), room number (4, 0 for a room with a name), end of validity in
 * seconds since 1970 (4), privileges (4), account type (4, always 0), then for a room with a name
 * its length (2) and the name. Source: the vendor's TLSSigAPIv2.
 */
record UserBuf(UserId user, long sdkAppId, long expires, int privileges) {

  /** Everything: create, enter, send and receive sound, picture and the second picture. */
  static final int ALL_PRIVILEGES = 255;

  private static final int FIXED_LENGTH = 23;
  private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

  UserBuf {
    if (expires < 0 || expires > UNSIGNED_INT) {
      throw new IllegalArgumentException("an entry ticket ends before 2106");
    }
  }

  String forRoom(long number) {
    if (number < 1 || number > UNSIGNED_INT) {
      throw new IllegalArgumentException("a room number is 1 to 4294967295");
    }
    return written(0, number, new byte[0]);
  }

  String forNamedRoom(String name) {
    byte[] room = TicketText.utf8(name);
    byte[] lengthAndName = new byte[Short.BYTES + room.length];
    ByteBuffer.wrap(lengthAndName).putShort((short) room.length).put(room);
    return written(1, 0, lengthAndName);
  }

  private String written(int version, long room, byte[] end) {
    byte[] account = TicketText.utf8(user.value());
    byte[] bytes = new byte[FIXED_LENGTH + account.length + end.length];
    ByteBuffer.wrap(bytes)
        .put((byte) version)
        .putShort((short) account.length)
        .put(account)
        .putInt((int) sdkAppId)
        .putInt((int) room)
        .putInt((int) expires)
        .putInt(privileges)
        .putInt(0)
        .put(end);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
