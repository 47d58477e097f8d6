package org.rtcroom.room;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.rtcroom.kernel.UserId;

/**
 * Keeps a user out of every session of a room, those to come included.
 *
 * @param key compared without case, like the ids of rooms
 * @param until from this moment on the user is let in again; whole milliseconds, the rest is cut
 *     off
 */
public record Ban(RoomKey key, UserId userId, Instant until) {

  private static final int ID_BYTES = 16;

  public Ban {
    key = key.folded();
    until = Instant.ofEpochMilli(until.toEpochMilli());
  }

  /**
   * Names the user and the room: every ban of a user from a room has the same id, and the id tells
   * neither.
   *
   * @return 32 hexadecimal digits
   */
  public String id() {
    String subject = key + "/" + userId.value();
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(subject.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
