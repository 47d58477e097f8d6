package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineRow;
import org.rtcroom.chain.PersonalRow;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.RecordedSession;

/**
 * Reads the ends of several sessions by three queries, where one after the other would take three
 * each. Works within the caller's transaction, which keeps no copies of rows that are only read.
 */
final class SeveralSessions {

  private static final Logger LOG = System.getLogger(SeveralSessions.class.getName());

  private static final String SESSIONS = "sessions";

  /** Of a chain, as {@link Replay#ofEnd} reads it. */
  private static final String ENDS =
      " r, SessionHead h where r.chain = h.sessionId and h.sessionId in :sessions"
          + " and r.seq between h.snapshotSeq and h.lastSeq order by r.chain, r.seq";

  private SeveralSessions() {}

  /** The sessions that verify and replay; those that do not, or went on meanwhile, are missing. */
  static Map<SessionId, RecordedSession> read(EntityManager entities, List<SessionId> sessions) {
    List<String> names = sessions.stream().map(SessionId::value).toList();
    List<SessionHead> heads =
        entities
            .createQuery(
                "select h from SessionHead h where h.sessionId in :sessions", SessionHead.class)
            .setParameter(SESSIONS, names)
            .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
            .getResultList();
    Map<String, List<Line>> lines =
        entities
            .createQuery("select r from SessionLine" + ENDS, SessionLine.class)
            .setParameter(SESSIONS, names)
            .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
            .getResultStream()
            .map(LineRow::line)
            .collect(Collectors.groupingBy(Line::chain));
    Map<String, Map<Long, SessionPerson>> personal =
        entities
            .createQuery("select r from SessionPerson" + ENDS, SessionPerson.class)
            .setParameter(SESSIONS, names)
            .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
            .getResultStream()
            .collect(
                Collectors.groupingBy(
                    PersonalRow::chain, Collectors.toMap(PersonalRow::seq, Function.identity())));
    Map<SessionId, RecordedSession> read = new HashMap<>();
    for (SessionHead head : heads) {
      String chain = head.sessionId().value();
      replayed(head, lines.getOrDefault(chain, List.of()), personal.getOrDefault(chain, Map.of()))
          .ifPresent(recorded -> read.put(head.sessionId(), recorded));
    }
    return read;
  }

  /** The fault of one session does not concern the others. */
  private static Optional<RecordedSession> replayed(
      SessionHead head, List<Line> lines, Map<Long, SessionPerson> personal) {
    SessionId session = head.sessionId();
    try {
      Chain chain =
          Chain.verified(lines, personal, session.value(), head.snapshotSeq())
              .endingAt(head.lastSeq(), head.lastHash());
      return Optional.of(Replay.of(session, chain));
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "session {0} is to be read alone: {1}", session, e);
      return Optional.empty();
    }
  }
}
