package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.room.RoomType;

/**
 * The body of a call that opens a session for the users it admits.
 *
 * @param roomId null if the service makes one
 * @param caseId the integrator's case
 * @param previousSessionId the session that this one continues
 */
record SessionRequest(
    RoomType family,
    @JsonProperty("roomID") @Nullable String roomId,
    @Nullable String roomInfo,
    List<AdmittedUser> admitted,
    @JsonProperty("case") @Nullable String caseId,
    @Nullable String previousSessionId) {

  private static final int LONGEST_INFO = 1024;
  private static final int MOST_ADMITTED = 500;

  SessionRequest {
    family = FieldBounds.required("family", family, TextForm.FAMILY);
    roomId = FieldBounds.optionalText("roomID", roomId, 64);
    roomInfo =
        Objects.requireNonNullElse(
            FieldBounds.optionalLines("roomInfo", roomInfo, LONGEST_INFO), "");
    if (roomInfo.getBytes(StandardCharsets.UTF_8).length > LONGEST_INFO) {
      throw ApiException.parameter("roomInfo", "at most " + LONGEST_INFO + " bytes");
    }
    admitted = FieldBounds.items("admitted", admitted, MOST_ADMITTED);
    caseId = FieldBounds.optionalLines("case", caseId, 128);
    previousSessionId = FieldBounds.optionalText("previousSessionId", previousSessionId, 36);
  }

  /**
   * A user whom the session admits.
   *
   * @param role the integrator's own word, such as {@code customer}
   */
  record AdmittedUser(@JsonProperty("userID") UserId user, String role) {

    AdmittedUser {
      user = FieldBounds.required("userID", user, TextForm.USER);
      role = FieldBounds.text("role", role, 32);
    }
  }

  RoomRequest room() {
    return new RoomRequest(
        family, Optional.ofNullable(roomId), Objects.requireNonNullElse(roomInfo, ""), "", true);
  }

  Optional<SessionId> previous() {
    return Optional.ofNullable(previousSessionId).map(ApiRequest::session);
  }

  Set<UserId> users() {
    Set<UserId> users = new LinkedHashSet<>();
    for (AdmittedUser one : admitted) {
      if (!users.add(one.user())) {
        throw ApiException.parameter("admitted", "every user once");
      }
    }
    return users;
  }

  /** The remarks that are recorded with the opening. */
  List<RoomEvent.Remark> remarks(Remarks.By by, Instant now) {
    List<Remarks.Guest> guests =
        admitted.stream().map(one -> new Remarks.Guest(one.user(), one.role())).toList();
    List<RoomEvent.Remark> remarks = new ArrayList<>();
    remarks.add(new Remarks.Invited(guests, previous(), by));
    Optional.ofNullable(caseId)
        .ifPresent(
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
