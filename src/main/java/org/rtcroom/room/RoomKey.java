package org.rtcroom.room;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a room: the space its id is unique in, and the id.
 *
 * @param space the ids among which this one is unique
 * @param id 1–64 letters, digits, {@code _ - . @ :}, or a number of 1 … 4294967295 in the web space
 */
public record RoomKey(IdSpace space, String id) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.@:-]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
  private static final long MAX_NUMBER = 4_294_967_295L;

  /**
   * The key of a room of that type.
   *
   * @throws RoomException {@link Problem#ILLEGAL_ID} if rooms of that type cannot have this id
   */
  public static RoomKey of(RoomType type, String id) {
    boolean legal = type.can(Capability.NUMBERED) ? isNumber(id) : ID.matcher(id).matches();
    if (!legal) {
      throw new RoomException(Problem.ILLEGAL_ID, "room id");
    }
    return new RoomKey(type.idSpace(), id);
  }

  private static boolean isNumber(String id) {
    return NUMBER.matcher(id).matches() && Long.parseLong(id) <= MAX_NUMBER;
  }

  /** Equal for ids that differ only in case, because clients compare them without. */
  RoomKey folded() {
    String lower = id.toLowerCase(Locale.ROOT);
    return lower.equals(id) ? this : new RoomKey(space, lower);
  }

  /** Without the id, which clients choose: it may name somebody, and nobody is erased from logs. */
  @Override
  public String toString() {
    return "a room of " + space;
  }
}
