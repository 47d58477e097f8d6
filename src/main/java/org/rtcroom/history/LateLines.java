package org.rtcroom.history;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.LineId;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.journal.EventKind;
import org.rtcroom.journal.HeadUpdate;
import org.rtcroom.journal.LineFormat;
import org.rtcroom.journal.NotAgreed;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.SessionChains;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.journal.SessionLine;
import org.rtcroom.journal.SessionRows;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.settings.NodeName;

/**
 * Adds lines to sessions that are closed. No room is needed for that, nor could one always be had:
 * parts of it may have been erased.
 */
@ApplicationScoped
class LateLines {

  private static final Logger LOG = System.getLogger(LateLines.class.getName());

  /** How often a line is made again because another one came first. */
  private static final int RACES = 5;

  @EJB Transactions transactions;
  @Inject ActSignatures acts;
  @Inject NodeName node;
  @Inject Pseudonyms pseudonyms;
  @Inject Clock clock;

  /** What to add, decided and prepared in the transaction that adds it. */
  interface Addition extends BiFunction<EntityManager, SessionHead, RoomEvent.Remark> {}

  /**
   * Adds a line.
   *
   * @return false if there is no such session or it is not closed; then nothing was added
   * @throws DatabaseUnavailable if it may not have been added
   * @throws Journal.LostRace if other lines came first, 5 times in a row
   */
  boolean append(SessionId sessionId, Addition addition, Actor actor) {
    for (int race = 0; race < RACES; race++) {
      try {
        return transactions
            .run(entities -> append(entities, sessionId, addition, actor))
            .orThrow(LateLines::decided);
      } catch (Journal.LostRace e) {
        LOG.log(Level.DEBUG, "made again", e);
      }
    }
    throw new Journal.LostRace(sessionId + ": lost " + RACES + " races");
  }

  private static boolean decided(RuntimeException cause) {
    return cause instanceof BrokenChain
        || cause instanceof NotErasable
        || cause instanceof NotAgreed
        || cause instanceof Journal.LostRace;
  }

  private boolean append(
      EntityManager entities, SessionId sessionId, Addition addition, Actor actor) {
    Optional<SessionHead> head =
        SessionChains.head(entities, sessionId).filter(SessionHead::closed);
    if (head.isEmpty()) {
      return false;
    }
    Line before = last(entities, head.get());
    JournalEntry entry =
        new JournalEntry(addition.apply(entities, head.get()), actor, following(before.at()));
    LineContent content = LineFormat.content(entry, node.name(), pseudonyms);
    EventKind kind = EventKind.of(entry.event());
    Line plain =
        Line.following(
            before.hash(), before.chain(), before.seq() + 1, entry.at(), kind.name(), content);
    Line line = kind.act() ? acts.signed(entities.unwrap(Connection.class), plain) : plain;
    Jdbc jdbc = Jdbc.of(entities);
    if (HeadUpdate.afterClosing(jdbc, line) != 1) {
      throw new Journal.LostRace("session " + sessionId + " went on elsewhere");
    }
    SessionRows.insert(jdbc, List.of(new SessionRows.LineDraft(line, content, entry)));
    HeadUpdate.afterRemark(jdbc, sessionId, entry.event(), acts);
    return true;
  }

  private static Line last(EntityManager entities, SessionHead head) {
    String chain = head.sessionId().value();
    SessionLine last = entities.find(SessionLine.class, new LineId(chain, head.lastSeq()));
    if (last == null) {
      throw new BrokenChain(chain + ": the head names line " + head.lastSeq() + " as the last");
    }
    return last.line();
  }

  private Instant following(Instant before) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    return now.isBefore(before) ? before : now;
  }
}
