package org.rtcroom.history;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.EventKind;
import org.rtcroom.journal.HeadUpdate;
import org.rtcroom.journal.LineFormat;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.journal.SessionLine;
import org.rtcroom.kernel.SessionId;

/**
 * Where the record of a session says how its room is called and whose it was, which goes with the
 * user who opened it. Works within the caller's transaction.
 */
final class RoomTraces {

  /** Kinds whose personal parts tell whose room it is. */
  private static final String OF_CREATOR =
      Stream.of(EventKind.OPENING, EventKind.OPENED, EventKind.JOINED, EventKind.SNAPSHOT)
          .map(kind -> "'" + kind + "'")
          .collect(Collectors.joining(", "));

  /** Kinds whose details hold the room's pseudonym. */
  private static final List<String> OF_ROOM =
      List.of(EventKind.OPENING.name(), EventKind.OPENED.name());

  /** Lines at the beginning of a session, among which are those that open it. */
  private static final long OPENED_BY = 1_000;

  private RoomTraces() {}

  /** Whether the parts that are left tell that the session's creator is that user. */
  static boolean creatorTold(EntityManager entities, SessionId sessionId, String name) {
    return PersonalParts.ofKinds(Jdbc.of(entities), sessionId.value(), OF_CREATOR)
        .map(PersonalParts.PersonalPart::json)
        .flatMap(part -> Stream.of("creator", "owner", "user").map(part::optionalText))
        .anyMatch(Optional.of(name)::equals);
  }

  /** What is still to be told of a room names it, so its name must stay until then. */
  static void requireGroupGone(EntityManager entities, SessionHead head, List<Long> telling) {
    SessionId sessionId = head.sessionId();
    if (naming(entities, sessionId, telling).isEmpty()) {
      return;
    }
    if (head.groupKeyOrNull() != null
        || Jdbc.of(entities)
            .any("select 1 from delivery where session_id = ?", sessionId.value())) {
      throw new NotErasable("the IM cloud must still be told of the end of the room's group");
    }
  }

  /** Where the lines go that say how the room is called. */
  static void forgetRoom(EntityManager entities, SessionHead head, List<Long> seqs) {
    SessionId sessionId = head.sessionId();
    naming(entities, sessionId, seqs)
        .ifPresent(
            last ->
                HeadUpdate.forgetRoom(
                    Jdbc.of(entities), sessionId, LineFormat.roomPseudonym(last)));
  }

  /** The last line that says how the room is called, if some lines have one of those. */
  private static Optional<Line> naming(
      EntityManager entities, SessionId sessionId, List<Long> seqs) {
    List<Line> naming =
        entities
            .createQuery(
                "select l from SessionLine l where l.chain = :chain and l.seq <= :last"
                    + " and l.kind in :kinds order by l.seq",
                SessionLine.class)
            .setParameter("chain", sessionId.value())
            .setParameter("last", OPENED_BY)
            .setParameter("kinds", OF_ROOM)
            .getResultStream()
            .map(SessionLine::line)
            .toList();
    return naming.stream().anyMatch(line -> seqs.contains(line.seq()))
        ? Optional.of(naming.get(naming.size() - 1))
        : Optional.empty();
  }
}
