package org.rtcroom.journal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.LineFields;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;

/**
 * How the terms of a session stand in its lines. All that clients chose is personal; a pseudonym
 * stands for the room where its id was erased.
 */
final class TermsFormat {

  static final String PSEUDONYM = "roomPseudonym";

  private static final String ROOM = "roomID";

  private TermsFormat() {}

  static void write(Terms terms, LineFields to) {
    to.detail("family", terms.type().family())
        .detail("heartbeats", terms.heartbeats())
        .detail("group", terms.group().name())
        .personal(ROOM, terms.roomId())
        .personal("category", terms.category())
        .personal("info", terms.info())
        .personal("creator", terms.creator().map(UserId::value))
        .personal(
            "admitted",
            terms.admitted().map(users -> users.stream().map(UserId::value).sorted().toList()));
  }

  static Terms read(RecordedJson details, RecordedJson personal) {
    Optional<Set<UserId>> admitted =
        personal.has("admitted")
            ? Optional.of(new HashSet<>(personal.users("admitted")))
            : Optional.empty();
    return new Terms(
        RoomType.ofFamily(details.text("family"))
            .orElseThrow(() -> new BrokenChain("unknown family")),
        personal.optionalText(ROOM).orElseGet(() -> details.text(PSEUDONYM)),
        personal.optionalUser("creator"),
        personal.text("info"),
        personal.text("category"),
        details.flag("heartbeats"),
        details.constant("group", GroupOwner.class),
        admitted);
  }
}
