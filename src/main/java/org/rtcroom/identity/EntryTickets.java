package org.rtcroom.identity;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Issues entry tickets (privateMapKey): a userSig with a signed part that names one room and the
 * user's privileges there. All members publish, so all get every privilege. Thread-safe.
 */
@Unproxied
public class EntryTickets {

  private static final int LONGEST_ROOM_NAME = 64;

  private final IdentitySettings settings;
  private final TicketSignatures signatures;
  private final TicketFormat issue;
  private final Clock clock;

  @Inject
  public EntryTickets(IdentitySettings settings, Keys keys, Clock clock) {
    this.settings = settings;
    this.signatures = new TicketSignatures(keys.tickets());
    this.issue = keys.tickets().issue();
    this.clock = clock;
  }

  /**
   * A ticket for a room with a number.
   *
   * @param roomNumber 1 to 4294967295
   * @param validity from now on, at least 1 s, whole seconds count
   * @throws NotAuthenticated if the user is the IM administrator or reserved
   */
  public String issue(UserId user, long roomNumber, Duration validity) {
    return issue(user, validity, buffer -> buffer.forRoom(roomNumber));
  }

  /**
   * A ticket for a room with a name.
   *
   * @param roomName 1 to 64 bytes
   * @param validity from now on, at least 1 s, whole seconds count
   * @throws NotAuthenticated if the user is the IM administrator or reserved
   */
  public String issue(UserId user, String roomName, Duration validity) {
    int length = TicketText.utf8(roomName).length;
    if (length < 1 || length > LONGEST_ROOM_NAME) {
      throw new IllegalArgumentException("a room name has 1 to " + LONGEST_ROOM_NAME + " bytes");
    }
    return issue(user, validity, buffer -> buffer.forNamedRoom(roomName));
  }

  private String issue(UserId user, Duration validity, Function<UserBuf, String> room) {
    if (settings.reserved(user)) {
      throw new NotAuthenticated("no ticket is given out for a reserved user");
    }
    long seconds = validity.toSeconds();
    if (seconds < 1) {
      throw new IllegalArgumentException("a ticket is good for at least a second");
    }
    long now = clock.instant().getEpochSecond();
    UserBuf buffer = new UserBuf(user, settings.sdkAppId(), now + seconds, UserBuf.ALL_PRIVILEGES);
    return signatures.sign(
        Ticket.unsigned(issue, user, settings.sdkAppId(), now, seconds)
            .with(TicketFormat.USERBUF, room.apply(buffer)));
  }
}
