package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Capability;
import org.rtcroom.room.GroupChat;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomType;

/**
 * Reads identifiers. Where rooms have IM groups, ids are also names at the IM service, which takes
 * shorter ones; its prefix {@code @TGS#} cannot occur, because {@code #} is no character of our
 * ids.
 */
@Unproxied
class Ids {

  /** Bytes of a group id and a user id at the IM service. */
  private static final int LONGEST_GROUP = 48;

  private static final int LONGEST_ACCOUNT = 32;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@:-]{1,64}");
  private static final Pattern WEB_USER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{3,23}");

  /** Whether rooms may have IM groups; settled while the service starts. */
  private final boolean grouped;

  private final SecureRandom random = new SecureRandom();

  @Inject
  Ids(GroupChat groups) {
    this.grouped = groups.enabled();
  }

  /**
   * The room the request is about.
   *
   * @throws Refusal {@link WireProblem#FIELD_MISSING} if it names none
   */
  RoomKey room(WeappRequest request) {
    return key(request.type(), request.fields().requiredId("roomID"));
  }

  /** As {@link #room}, where a room need not be named; an empty id names none. */
  Optional<String> optionalRoom(WeappRequest request) {
    Optional<String> roomId = request.fields().id("roomID").filter(id -> !id.isEmpty());
    roomId.ifPresent(id -> key(request.type(), id));
    return roomId;
  }

  private RoomKey key(RoomType type, String id) {
    boolean named = type.can(Capability.GROUP) && grouped;
    if (named && id.length() > LONGEST_GROUP) {
      throw new IllegalId("a room id has at most " + LONGEST_GROUP + " bytes with IM");
    }
    return RoomKey.of(type, id);
  }

  /** The user id of that text. */
  UserId user(String text) {
    if (grouped && text.length() > LONGEST_ACCOUNT) {
      throw new IllegalId("a user id has at most " + LONGEST_ACCOUNT + " bytes with IM");
    }
    return UserId.of(text);
  }

  /** As {@link #user}, of the web families, which have taken no other ids since the old servers. */
  UserId webUser(String text) {
    if (!WEB_USER.matcher(text).matches()) {
      throw new NotAuthenticated("no user id of the web families");
    }
    return user(text);
  }

  /** The id of a new user. */
  UserId anyUser() {
    HexFormat hex = HexFormat.of();
    return UserId.of(
        "user_"
            + hex.toHexDigits(random.nextInt())
            + "_"
            + hex.toHexDigits((short) random.nextInt()));
  }

  /**
   * The name of a custom field.
   *
   * @throws IllegalId if it is not 1 to 64 characters of identifiers
   */
  static String name(String text) {
    if (!isName(text)) {
      throw new IllegalId("a name is 1 to 64 letters, digits and _ - . @ :");
    }
    return text;
  }

  /** Whether a text is 1 to 64 characters of identifiers. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
