package org.rtcroom.journal;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;
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

  /** The wait is less than a commit takes: a change among many waits no longer than alone. */
  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(64, Duration.ofMillis(1));

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
      Comparator.comparing(Recording::goesOn).thenComparing(one -> orderOf(one.command()));

  @EJB Transactions transaction;
  @Inject ChangeRows rows;
  @Inject ShortReads reads;

  /** The database's turn: one transaction of this node at a time, for changes of all rooms. */
  private final GroupCommit<Change, Position> databaseTurn =
      new GroupCommit<>(LIMITS, this::recordInDatabaseTurn, Journal.NotRecorded::new);

  private static boolean goesOn(WaitingCommand<Change, Position> one) {
    return one.command().before().isPresent();
  }

  private static String orderOf(Change change) {
    return change.before().isPresent()
        ? change.after().sessionId().value()
        : SessionHead.openKey(change.after().key());
  }

  /**
   * As {@link Journal#record}: waits for the database's turn. The caller holds the turn of the room
   * that changes, so that a room has one change in a batch at most.
   */
  Position record(Change change) {
    return databaseTurn.carryOut(change);
  }

  /** Changes that no batch has taken yet. */
  int waiting() {
    return databaseTurn.waiting();
  }

  private void recordInDatabaseTurn(List<WaitingCommand<Change, Position>> batch) {
    if (batch.size() == 1) {
      recordAlone(batch.get(0));
      return;
    }
    List<WaitingCommand<Change, Position>> ordered = batch.stream().sorted(ORDER).toList();
    Map<WaitingCommand<Change, Position>, Position> ends = new HashMap<>();
    Outcome<Boolean> outcome = transaction.runStatements(jdbc -> write(jdbc, ordered, ends));
    if (outcome instanceof Outcome.Committed<Boolean>) {
      ends.forEach(WaitingCommand::succeed);
    } else if (outcome instanceof Outcome.Unknown<Boolean> unknown) {
      ordered.forEach(change -> change.fail(outcomeUnknown(unknown.cause())));
    } else {
      RuntimeException cause = ((Outcome.RolledBack<Boolean>) outcome).cause();
      if (mayBeOfOneChange(cause)) {
        ordered.stream().filter(change -> !change.done()).forEach(this::recordAlone);
      } else {
        ordered.forEach(change -> change.fail(notTaken(cause)));
      }
    }
  }

  /** Writes the changes, except those that are refused before anything is written. */
  private boolean write(
      Jdbc jdbc,
      List<WaitingCommand<Change, Position>> changes,
      Map<WaitingCommand<Change, Position>, Position> ends) {
    for (WaitingCommand<Change, Position> change : changes) {
      try {
        rows.requireSilent(jdbc, change.command());
      } catch (Journal.StaleEviction e) {
        change.fail(e);
      }
    }
    List<WaitingCommand<Change, Position>> left =
        changes.stream().filter(change -> !change.done()).toList();
    List<Position> written = rows.write(jdbc, left.stream().map(WaitingCommand::command).toList());
    for (int i = 0; i < written.size(); i++) {
      ends.put(left.get(i), written.get(i));
    }
    return !left.isEmpty();
  }

  private Position write(Jdbc jdbc, Change change) {
    rows.requireSilent(jdbc, change);
    return rows.write(jdbc, List.of(change)).get(0);
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
      Outcome<Position> outcome = transaction.runStatements(jdbc -> write(jdbc, change));
      if (outcome instanceof Outcome.Committed<Position> committed) {
        return committed.result();
      }
      if (outcome instanceof Outcome.Unknown<Position> unknown) {
        throw outcomeUnknown(unknown.cause());
      }
      RuntimeException cause = ((Outcome.RolledBack<Position>) outcome).cause();
      boolean claimGone = isClaim(change, cause) && reads.holder(change).isEmpty();
      if (!claimGone || attempt == CLAIM_ATTEMPTS) {
        throw refusal(change, cause);
      }
    }
  }

  private RuntimeException refusal(Change change, RuntimeException cause) {
    if (cause instanceof Journal.LostRace || cause instanceof Journal.StaleEviction) {
      return cause;
    }
    if (isClaim(change, cause)) {
      return reads
          .holder(change)
          .<RuntimeException>map(
              holder -> new Journal.ClaimConflict(holder.sessionId(), holder.closed()))
          .orElseGet(() -> new Journal.NotRecorded("a claim was in the way and is gone", cause));
    }
    return duplicate(cause)
        ? new Journal.LostRace("session " + change.after().sessionId() + " went on elsewhere")
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
