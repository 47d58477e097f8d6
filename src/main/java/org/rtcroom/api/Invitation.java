package org.rtcroom.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.room.RoomType;

/** An invited session, as a back end wants it opened. */
record Invitation(
    RoomRequest wish,
    List<Remarks.Guest> guests,
    Optional<String> caseId,
    Optional<SessionId> previous) {

  private static final int LONGEST_INFO = 1024;
  private static final int MOST_GUESTS = 500;

  private static final Set<String> FIELDS =
      Set.of("family", "roomID", "roomInfo", "admitted", "case", "previousSessionId");

  /**
   * Reads and checks.
   *
   * @throws ApiException {@link ApiProblem#BAD_REQUEST}, {@link ApiProblem#BAD_PARAMETER}
   */
  static Invitation of(byte[] body) {
    JsonBody sent = JsonBody.of(body, FIELDS);
    RoomType type =
        RoomType.ofFamily(sent.requiredText("family", 16))
            .orElseThrow(() -> ApiException.parameter("family", "a family of rooms"));
    RoomRequest wish = new RoomRequest(type, sent.text("roomID", 64), info(sent), "", true);
    List<Remarks.Guest> guests =
        sent.each("admitted", MOST_GUESTS, Set.of("userID", "role"), Invitation::guest);
    return new Invitation(
        wish, guests, sent.text("case", 128), sent.text("previousSessionId", 36).map(Sessions::id));
  }

  private static String info(JsonBody sent) {
    String info = sent.text("roomInfo", LONGEST_INFO).orElse("");
    if (info.getBytes(StandardCharsets.UTF_8).length > LONGEST_INFO) {
      throw ApiException.parameter("roomInfo", "at most " + LONGEST_INFO + " bytes");
    }
    return info;
  }

  private static Remarks.Guest guest(JsonBody sent) {
    return new Remarks.Guest(sent.requiredUser("userID"), sent.requiredText("role", 32));
  }

  Set<UserId> admitted() {
    Set<UserId> users = new LinkedHashSet<>();
    for (Remarks.Guest guest : guests) {
      if (!users.add(guest.userId())) {
        throw ApiException.parameter("admitted", "every user once");
      }
    }
    return users;
  }

  /** What is recorded of it with the opening. */
  List<RoomEvent.Remark> remarks(Remarks.By by, Instant now) {
    List<RoomEvent.Remark> remarks = new ArrayList<>();
    remarks.add(new Remarks.Invited(guests, previous, by));
    caseId.ifPresent(
        name ->
            remarks.add(
                new Remarks.Stated(
                    Remarks.CASE,
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(name),
                    by)));
    return remarks;
  }
}
