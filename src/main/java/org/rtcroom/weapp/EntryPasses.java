package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.util.Map;
import org.rtcroom.identity.EntryTickets;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;

/** Gives out the entry tickets to numbered rooms, and notes each. */
@Unproxied
class EntryPasses {

  @Inject EntryTickets tickets;
  @Inject IdentitySettings settings;
  @Inject AccessLog accessLog;

  /**
   * To be asked before a room changes: nobody enters who could not be given a ticket.
   *
   * @throws NotAuthenticated if the user is reserved
   */
  void requireIssuable(UserId user) {
    if (settings.reserved(user)) {
      throw new NotAuthenticated("no ticket is given out for a reserved user");
    }
  }

  String issue(AuthenticatedCaller caller, String roomNumber) {
    String ticket =
        tickets.issue(caller.user(), Long.parseLong(roomNumber), settings.entryTicketValidity());
    accessLog.record(
        AccessKind.TICKET_ISSUED,
        caller.actor(),
        Map.of("type", "privateMapKey", "room", roomNumber));
    return ticket;
  }
}
