package org.rtcroom.audit;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.rtcroom.identity.UserId;
import org.rtcroom.room.Actor;
import org.rtcroom.room.Entry;
import org.rtcroom.room.Remarks;

/** Writes the rows that belong to one line of a session. Works within the caller's transaction. */
final class SessionRows {

  private SessionRows() {}

  static void persist(EntityManager entities, Line line, Content content, Entry entry) {
    entities.persist(new SessionLine(line));
    if (content.personal()) {
      entities.persist(new SessionPerson(line, content, subject(entry), address(entry)));
    }
    if (entry.event() instanceof Remarks.Stated stated) {
      RemarkFormat.caseOf(stated)
          .ifPresent(caseId -> entities.persist(new SessionCase(line, caseId)));
    }
  }

  /** Whom the line is found by: whom it tells of, else who caused it. */
  private static Optional<String> subject(Entry entry) {
    Optional<UserId> told = EventSubject.of(entry.event());
    return told.or(() -> entry.actor().user()).map(UserId::value);
  }

  private static Optional<String> address(Entry entry) {
    return Optional.of(entry.actor()).map(Actor::address).filter(text -> !text.isEmpty());
  }
}
