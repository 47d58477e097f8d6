package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.journal.SessionChains;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Journal;
import org.rtcroom.room.NamedSessions;
import org.rtcroom.room.RoomEvent;

/** Adds to the records of sessions, whether they are open or closed. */
@ApplicationScoped
public class SessionRecord {

  /** How often it is looked again because the session was closed at the same moment. */
  private static final int LOOKS = 3;

  @Inject AuditReader reader;
  @Inject LateLines late;
  @Inject NamedSessions open;

  /** The name of a session, by which it is found while it is open; empty if there is none. */
  public Optional<NamedSessions.Name> name(SessionId sessionId) {
    return reader.read(
        entities ->
            SessionChains.head(entities, sessionId)
                .map(head -> new NamedSessions.Name(sessionId, head.key())));
  }

  /**
   * Adds a remark; committed when this returns.
   *
   * @return the session as it is then; empty if there is none of that id
   * @throws DatabaseUnavailable if it may not have been added
   * @throws Journal.LostRace if the session is still being opened, or others were faster
   */
  public Optional<SessionSummary> add(SessionId sessionId, RoomEvent.Remark remark, Actor actor) {
    Optional<NamedSessions.Name> name = name(sessionId);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    for (int look = 0; look < LOOKS; look++) {
      boolean added =
          open.remark(name.get(), remark, actor)
              || late.append(sessionId, (entities, head) -> remark, actor);
      if (added) {
        return reader.session(sessionId);
      }
    }
    throw new Journal.LostRace("session " + sessionId + " is served nowhere");
  }
}
