package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/** Writes the rows that belong to one line of a session. Works within the caller's transaction. */
public final class SessionRows {

  private SessionRows() {}

  public static void persist(
      EntityManager entities, Line line, LineContent content, JournalEntry entry) {
    entities.persist(new SessionLine(line));
    if (content.personal()) {
      entities.persist(new SessionPerson(line, content, userOf(entry), addressOf(entry)));
    }
    if (entry.event() instanceof Remarks.Stated stated) {
      RemarkFormat.caseOf(stated)
          .ifPresent(caseId -> entities.persist(new SessionCase(line, caseId)));
    }
  }

  /**
   * The user the line is found by: the one it tells of, who is its {@code user}, else the actor.
   */
  static Optional<String> userOf(JournalEntry entry) {
    Optional<UserId> told = Optional.empty();
    if (entry.event() instanceof RoomEvent.OfUser event) {
      told = Optional.of(event.userId());
    } else if (entry.event() instanceof Remarks.Stated stated) {
      told = stated.user();
    }
    return told.or(() -> entry.actor().user()).map(UserId::value);
  }

  /** Where the actor was observed. */
  static Optional<String> addressOf(JournalEntry entry) {
    return Optional.of(entry.actor()).map(Actor::address).filter(text -> !text.isEmpty());
  }
}
