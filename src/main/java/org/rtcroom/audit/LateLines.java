package org.rtcroom.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.rtcroom.room.Actor;
import org.rtcroom.room.Entry;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomException;
import org.rtcroom.room.SessionId;

/**
 * Adds lines to sessions that are closed. No room is needed for that, nor could one always be had:
 * parts of it may have been erased.
 */
@ApplicationScoped
class LateLines {

  /** How often a line is made again because another one came first. */
  private static final int RACES = 5;

  @EJB ShortTransaction transaction;
  @Inject NodeName node;
  @Inject Clock clock;

  /** What to add, decided and prepared in the transaction that adds it. */
  interface Addition extends BiFunction<EntityManager, SessionHead, RoomEvent.Remark> {}

  /**
   * Adds a line.
   *
   * @return false if there is no such session or it is not closed; then nothing was added
   * @throws RoomException {@link Problem#TRY_AGAIN} if it may not have been added
   */
  boolean append(SessionId sessionId, Addition addition, Actor actor) {
    for (int race = 0; race < RACES; race++) {
      Outcome<Boolean> outcome =
          transaction.run(entities -> append(entities, sessionId, addition, actor));
      if (outcome instanceof Outcome.Committed<Boolean> committed) {
        return committed.result();
      }
      RuntimeException cause = cause(outcome);
      if (!(cause instanceof Journal.Overtaken)) {
        throw refusal(sessionId, cause);
      }
    }
    throw new RoomException(Problem.TRY_AGAIN, sessionId + ": lost " + RACES + " races");
  }

  private boolean append(
      EntityManager entities, SessionId sessionId, Addition addition, Actor actor) {
    Optional<SessionHead> head =
        SessionChains.head(entities, sessionId).filter(SessionHead::closed);
    if (head.isEmpty()) {
      return false;
    }
    Line before = last(entities, head.get());
    Entry entry = new Entry(addition.apply(entities, head.get()), actor, following(before.at()));
    Content content = LineFormat.content(entry, node.name());
    String kind = EventKind.of(entry.event()).name();
    Line line =
        Line.following(before.hash(), before.chain(), before.seq() + 1, entry.at(), kind, content);
    if (HeadUpdate.afterClosing(entities, line) != 1) {
      throw new Journal.Overtaken("session " + sessionId + " went on elsewhere");
    }
    SessionRows.persist(entities, line, content, entry);
    HeadUpdate.afterRemark(entities, sessionId, entry.event());
    return true;
  }

  private static Line last(EntityManager entities, SessionHead head) {
    String chain = head.sessionId().value();
    SessionLine last = entities.find(SessionLine.class, new LineId(chain, head.lastSeq()));
    if (last == null) {
      throw new Journal.Broken(chain + ": the head names line " + head.lastSeq() + " as the last");
    }
    return last.line();
  }

  private Instant following(Instant before) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    return now.isBefore(before) ? before : now;
  }

  private static RuntimeException cause(Outcome<Boolean> outcome) {
    return outcome instanceof Outcome.RolledBack<Boolean> rolledBack
        ? rolledBack.cause()
        : ((Outcome.Unknown<Boolean>) outcome).cause();
  }

  private static RuntimeException refusal(SessionId sessionId, RuntimeException cause) {
    boolean decided = cause instanceof Journal.Broken || cause instanceof NotErasable;
    return decided
        ? cause
        : new RoomException(Problem.TRY_AGAIN, sessionId + ": not recorded", cause);
  }
}
