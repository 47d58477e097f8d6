package org.rtcroom.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.kernel.ServiceHalted;
import org.rtcroom.kernel.Serving;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Change;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Position;
import org.rtcroom.room.RecordedSession;

/** The journal in the database: lines, personal parts, heads and what must be told, together. */
@ApplicationScoped
public class JpaJournal implements Journal {

  @PersistenceContext(unitName = "roomservice")
  EntityManager ofCaller;

  @Inject Recording recording;
  @Inject ShortReads reads;
  @Inject Serving serving;
  @Inject Event<ServiceHalted> halted;

  @Override
  public Position record(Change change) {
    if (!serving.allowed()) {
      throw new NotRecorded("this database is only read");
    }
    return recording.record(change);
  }

  @Override
  public Optional<RecordedSession> load(SessionId sessionId) {
    return reads.read(
        entities ->
            SessionChains.head(entities, sessionId).map(head -> Replay.ofEnd(entities, head)));
  }

  @Override
  public void lost(SessionId sessionId, Position known) {
    halted.fire(
        new ServiceHalted(
            "in the database session "
                + sessionId
                + " lacks line "
                + known.seq()
                + ", which was committed: it was set back. Start this node again, which goes on"
                + " with what is there"));
  }

  @Override
  public Map<SessionId, RecordedSession> loadTogether(List<SessionId> sessions) {
    return reads.read(entities -> SeveralSessions.read(entities, sessions));
  }

  @Override
  public List<OpenSession> openSessions() {
    return reads.read(
        entities ->
            entities
                .createQuery(
                    "select h from SessionHead h where h.closedMillis is null"
                        + " order by h.openedMillis, h.sessionId",
                    SessionHead.class)
                .getResultStream()
                .map(
                    head ->
                        new OpenSession(
                            head.sessionId(), head.key(), head.lastSeq() - head.snapshotSeq() + 1))
                .toList());
  }

  @Override
  public void releaseGroups(Collection<SessionId> sessions) {
    ofCaller
        .createQuery("update SessionHead h set h.groupKey = null where h.sessionId in :sessions")
        .setParameter("sessions", sessions.stream().map(SessionId::value).sorted().toList())
        .executeUpdate();
  }
}
