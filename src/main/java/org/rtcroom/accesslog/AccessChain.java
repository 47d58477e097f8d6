package org.rtcroom.accesslog;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.ExpectedFailure;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.ServiceHalted;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.NodeName;

/**
 * The access log of this node since its start: a chain, and a new one each day. Only its one writer
 * appends; each batch of notes is one transaction.
 */
@ApplicationScoped
class AccessChain {

  private static final UserId REHEARSING = UserId.of("rehearsal");

  private static final String WHAT_TO_DO =
      ": it was set back, or somebody else wrote it. Start this node again, which goes on with what"
          + " is there";

  @EJB Transactions transaction;
  @Inject NodeInstance instance;
  @Inject Event<ServiceHalted> halted;
  @Inject ActSignatures acts;
  @Inject Pseudonyms pseudonyms;
  @Inject NodeName node;
  @Inject Clock clock;

  /** The database took none of the lines. */
  static final class AppendFailure extends DatabaseUnavailable {

    private static final long serialVersionUID = 1L;

    AppendFailure(RuntimeException cause) {
      super("the database did not take it", cause);
    }
  }

  /** All could be written, and was not to stay. */
  private static final class TakenBack extends RuntimeException implements ExpectedFailure {

    private static final long serialVersionUID = 1L;
  }

  private @Nullable Line last;
  private boolean doubtful;

  /** Whether other processes may be on the same database. */
  boolean shared() {
    return instance.shared();
  }

  /** Returns once transactions are there for this thread. */
  void awaitStart() {
    transaction.run(entities -> true);
  }

  /**
   * Appends a line per note and commits. Without notes nothing but the attempt is made.
   *
   * @throws AppendFailure if nothing was written
   * @throws DatabaseUnavailable if the commit gave no answer
   */
  synchronized void append(List<AccessNote> notes) {
    write(notes, false);
  }

  /**
   * Writes a line as a login does, and takes it back.
   *
   * @throws AppendFailure if it could not be written
   */
  synchronized void rehearse() {
    Optional<Advance> advance = Optional.of(new Advance(REHEARSING, 1));
    write(
        List.of(new AccessNote(AccessKind.LOGGED_IN, Actor.SERVICE, Map.of(), Map.of(), advance)),
        true);
  }

  private void write(List<AccessNote> notes, boolean takenBack) {
    if (doubtful) {
      readBack();
    }
    Outcome<Line> outcome = transaction.run(entities -> written(entities, notes, takenBack));
    if (outcome instanceof Outcome.Committed<Line> committed) {
      last = committed.result();
    } else if (outcome instanceof Outcome.Unknown<Line> unknown) {
      doubtful = true;
      throw new DatabaseUnavailable("the commit gave no answer", unknown.cause());
    } else {
      RuntimeException cause = ((Outcome.RolledBack<Line>) outcome).cause();
      if (cause instanceof AccessBatch.NotFollowing lost) {
        goOnElsewhere(lost);
      }
      if (!(cause instanceof TakenBack)) {
        throw new AppendFailure(cause);
      }
    }
  }

  private Line written(EntityManager entities, List<AccessNote> notes, boolean takenBack) {
    instance.require(Jdbc.of(entities));
    Line end =
        new AccessBatch(entities, acts, pseudonyms, node.name(), clock, last).add(notes).finish();
    if (takenBack) {
      throw new TakenBack();
    }
    return end;
  }

  /** Another node may have ended the log of this one, which was silent for long. */
  private void goOnElsewhere(AccessBatch.NotFollowing lost) {
    Line end = last;
    Outcome<Boolean> ended =
        transaction.run(entities -> end != null && endedAfter(Jdbc.of(entities), end));
    doubtful = true;
    if (ended instanceof Outcome.Committed<Boolean> told && !told.result()) {
      halt(lost);
    }
  }

  private static boolean endedAfter(Jdbc jdbc, Line end) {
    return jdbc.any(
        "select 1 from access_line where chain = ? and seq = ? and kind = ? and previous_hash = ?",
        end.chain(),
        end.seq() + 1,
        AccessKind.LOG_ENDED.name(),
        end.hash());
  }

  /** Lines are gone that were committed, or others are there: nothing can follow this one's end. */
  private void halt(AccessBatch.NotFollowing lost) {
    halted.fire(
        new ServiceHalted("in the database " + lost.getMessage() + " of this node" + WHAT_TO_DO));
  }

  /** After a failure: the chain goes on where the database says it ends. */
  private void readBack() {
    Line before = last;
    if (before != null) {
      Outcome<Line> outcome = transaction.run(entities -> lastLine(entities, before));
      if (outcome instanceof Outcome.Committed<Line> committed) {
        last = committed.result();
      } else {
        RuntimeException cause = ((Outcome.RolledBack<Line>) outcome).cause();
        if (cause instanceof AccessBatch.NotFollowing lost) {
          halt(lost);
        }
        throw new AppendFailure(cause);
      }
    }
    doubtful = false;
  }

  /** The end of the chain, or of those in which it went on, if that line is still in it. */
  private Line lastLine(EntityManager entities, Line known) {
    AccessLine same = entities.find(AccessLine.class, new LineId(known.chain(), known.seq()));
    AccessHead head = entities.find(AccessHead.class, known.chain());
    if (same == null || head == null || !Arrays.equals(same.line().hash(), known.hash())) {
      throw new AccessBatch.NotFollowing(known);
    }
    return lastLine(entities, head);
  }

  private Line lastLine(EntityManager entities, AccessHead head) {
    LineId last = new LineId(head.chain(), head.lastSeq());
    Line end = entities.find(AccessLine.class, last).line();
    return next(entities, end)
        .map(next -> lastLine(entities, entities.find(AccessHead.class, next)))
        .orElse(end);
  }

  /** The chain in which a log goes on that was cut, or ended by another node. */
  private Optional<String> next(EntityManager entities, Line end) {
    if (end.kind().equals(AccessKind.CUT.name())) {
      return Optional.of(RecordedJson.parse(end.details()).text(AccessBatch.NEXT));
    } else if (end.kind().equals(AccessKind.LOG_ENDED.name())) {
      return entities
          .createQuery(
              "select l from AccessHead h, AccessLine l where h.node = :node"
                  + " and l.chain = h.chain and l.seq = 0 and l.kind = :kind",
              AccessLine.class)
          .setParameter("node", node.name())
          .setParameter("kind", AccessKind.CONTINUED.name())
          .getResultStream()
          .map(AccessLine::line)
          .filter(first -> continues(first, end.chain()))
          .map(Line::chain)
          .findFirst();
    }
    return Optional.empty();
  }

  private static boolean continues(Line first, String chain) {
    return RecordedJson.parse(first.details()).text(AccessBatch.PREVIOUS).equals(chain);
  }
}
