package org.rtcroom.journal;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.GroupCommit;
import org.rtcroom.kernel.WaitingCommand;
import org.rtcroom.room.Change;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Position;

/**
 * Records changes. Those of different sessions that wait at the same time share a transaction, for
 * a commit costs more than what is written; should one of them be refused, nothing of the others is
 * recorded either, and each gets a transaction of its own.
 */
@ApplicationScoped
class Recording {

  /** Changes of one transaction at most. */
  private static final int TOGETHER = 64;

  /** Less than a commit takes, so that a change among many waits no longer than before. */
  private static final Duration COMPANY = Duration.ofMillis(1);

  /** The code of a broken unique key, on every database. */
  private static final String DUPLICATE = "23505";

  /**
   * Classes of SQLSTATE that one change alone may be the reason of: data, integrity, and a
   * transaction that was in the way of another one.
   */
  private static final Set<String> OF_ONE_CHANGE = Set.of("22", "23", "40");

  /** How often a session is begun while claims come and go. */
  private static final int CLAIM_ATTEMPTS = 3;

  /**
   * Sessions begin first, by their room, and what begins them is sent first: two nodes that write
   * the same keys or rows do so in the same order, and neither waits for the other in a circle.
   */
  private static final Comparator<WaitingCommand<Change, Position>> ORDER =
      Comparator.comparing(
              (WaitingCommand<Change, Position> one) -> one.command().before().isPresent())
          .thenComparing(one -> orderOf(one.command()));

  @EJB Transactions transaction;
  @Inject ChangeRows rows;
  @Inject Claims claims;

  private final GroupCommit<Change, Position> turns =
      new GroupCommit<>(TOGETHER, COMPANY, this::recordTogether, Journal.NotRecorded::new);

  private static boolean goesOn(WaitingCommand<Change, Position> one) {
    return one.command().before().isPresent();
  }

  private static String orderOf(Change change) {
    return change.before().isPresent()
        ? change.after().sessionId().value()
        : SessionHead.openKey(change.after().key());
  }

  /** As {@link Journal#record}. */
  Position record(Change change) {
    return turns.carryOut(change);
  }

  /** Changes that nobody records yet. */
  int waiting() {
    return turns.waiting();
  }

  private void recordTogether(List<WaitingCommand<Change, Position>> batch) {
    if (batch.size() == 1) {
      recordAlone(batch.get(0));
      return;
    }
    List<WaitingCommand<Change, Position>> ordered = batch.stream().sorted(ORDER).toList();
    Outcome<List<Position>> outcome = transaction.run(entities -> write(entities, ordered));
    if (outcome instanceof Outcome.Committed<List<Position>> committed) {
      for (int i = 0; i < ordered.size(); i++) {
        ordered.get(i).succeed(committed.result().get(i));
      }
    } else if (outcome instanceof Outcome.Unknown<List<Position>> unknown) {
      fail(ordered, () -> outcomeUnknown(unknown.cause()));
    } else {
      RuntimeException cause = ((Outcome.RolledBack<List<Position>>) outcome).cause();
      if (mayBeOfOneChange(cause)) {
        ordered.forEach(this::recordAlone);
      } else {
        fail(ordered, () -> notTaken(cause));
      }
    }
  }

  private List<Position> write(
      EntityManager entities, List<WaitingCommand<Change, Position>> changes) {
    List<Position> ends = new ArrayList<>(changes.size());
    boolean begins = false;
    for (WaitingCommand<Change, Position> change : changes) {
      if (begins && goesOn(change)) {
        entities.flush();
      }
      begins = !goesOn(change);
      ends.add(rows.write(entities, change.command()));
    }
    return ends;
  }

  /** Each has an exception of its own to throw. */
  private static void fail(
      List<WaitingCommand<Change, Position>> changes, Supplier<RuntimeException> problem) {
    changes.forEach(change -> change.fail(problem.get()));
  }

  /** A database that does not answer is not asked again for each change. */
  private static boolean mayBeOfOneChange(RuntimeException cause) {
    Optional<SQLException> refused = sql(cause);
    return refused.isEmpty()
        || refused
            .map(SQLException::getSQLState)
            .filter(state -> state.length() == 5 && OF_ONE_CHANGE.contains(state.substring(0, 2)))
            .isPresent();
  }

  private void recordAlone(WaitingCommand<Change, Position> pending) {
    try {
      pending.succeed(recordAlone(pending.command()));
    } catch (RuntimeException e) {
      pending.fail(e);
    }
  }

  private Position recordAlone(Change change) {
    for (int attempt = 1; ; attempt++) {
      Outcome<Position> outcome = transaction.run(entities -> rows.write(entities, change));
      if (outcome instanceof Outcome.Committed<Position> committed) {
        return committed.result();
      }
      if (outcome instanceof Outcome.Unknown<Position> unknown) {
        throw outcomeUnknown(unknown.cause());
      }
      RuntimeException cause = ((Outcome.RolledBack<Position>) outcome).cause();
      boolean claimGone = isClaim(change, cause) && claims.holder(change).isEmpty();
      if (!claimGone || attempt == CLAIM_ATTEMPTS) {
        throw refusal(change, cause);
      }
    }
  }

  private RuntimeException refusal(Change change, RuntimeException cause) {
    if (cause instanceof Journal.Overtaken) {
      return cause;
    }
    if (isClaim(change, cause)) {
      return claims
          .holder(change)
          .<RuntimeException>map(holder -> new Journal.Claimed(holder.sessionId(), holder.closed()))
          .orElseGet(() -> new Journal.NotRecorded("a claim was in the way and is gone", cause));
    }
    return duplicate(cause)
        ? new Journal.Overtaken("session " + change.after().sessionId() + " went on elsewhere")
        : notTaken(cause);
  }

  private static boolean isClaim(Change change, RuntimeException cause) {
    return change.before().isEmpty() && duplicate(cause);
  }

  private static boolean duplicate(RuntimeException cause) {
    return sql(cause).map(SQLException::getSQLState).filter(DUPLICATE::equals).isPresent();
  }

  /** What the database said; the innermost of what it was wrapped in. */
  private static Optional<SQLException> sql(@Nullable Throwable cause) {
    SQLException said = null;
    for (Throwable c = cause; c != null; c = c.getCause()) {
      said = c instanceof SQLException sql ? sql : said;
    }
    return Optional.ofNullable(said);
  }

  private static RuntimeException outcomeUnknown(RuntimeException cause) {
    return new Journal.OutcomeUnknown("the commit gave no answer", cause);
  }

  private static RuntimeException notTaken(RuntimeException cause) {
    return new Journal.NotRecorded("the database did not take it", cause);
  }
}
