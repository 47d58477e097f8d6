package org.rtcroom.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * One life of a room, from opening to closing. Room ids are reused, session ids never.
 *
 * <p>The text is a UUID of version 7 (RFC 9562): ids made later sort after ids made earlier, to the
 * millisecond.
 */
public record SessionId(String value) implements Comparable<SessionId> {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new id that no session had before. */
  public static SessionId next(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000 | RANDOM.nextInt(0x1000);
    long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new SessionId(new UUID(high, low).toString());
  }

  /** A bound: ids made at that time or later are not below it, those made earlier are. */
  public static SessionId lowest(Instant at) {
    long millis = Math.max(0, Math.min(at.toEpochMilli(), (1L << 48) - 1));
    return new SessionId(new UUID(millis << 16, 0).toString());
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
