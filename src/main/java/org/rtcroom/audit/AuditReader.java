package org.rtcroom.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.SessionId;

/**
 * Reads the audit history. Throws {@link RoomException} with {@link Problem#TRY_AGAIN} if the
 * database does not answer, and {@link Journal.Broken} if a chain that is to be replayed does not
 * verify.
 */
@ApplicationScoped
public class AuditReader {

  @EJB ShortTransaction transaction;

  /** Sessions, newest first. */
  public List<SessionSummary> sessions(SessionFilter filter, int limit) {
    return read(
        entities ->
            SessionSearch.find(entities, filter, limit).stream().map(SessionSummary::of).toList());
  }

  public Optional<SessionSummary> session(SessionId sessionId) {
    return read(entities -> SessionChains.head(entities, sessionId).map(SessionSummary::of));
  }

  /** The lines of a session from {@code from} on, in order; empty if there is no such session. */
  public List<ReadLine> lines(SessionId sessionId, long from, int limit) {
    return read(entities -> SessionChains.lines(entities, sessionId, from, limit));
  }

  /**
   * The room as it was at that moment, replayed from its lines.
   *
   * @return empty if there is no such session or it was not yet opened
   */
  public Optional<RoomState> at(SessionId sessionId, Instant moment) {
    return read(
        entities ->
            SessionChains.head(entities, sessionId)
                .flatMap(
                    head -> Replay.at(sessionId, SessionChains.whole(entities, head), moment)));
  }

  /** What keeps the record of a session from being erased or purged. */
  public Standing standing(SessionId sessionId) {
    return read(entities -> Standing.of(entities, sessionId));
  }

  /** Whether somebody was erased from the record of a session. */
  public boolean erased(SessionId sessionId) {
    return read(
        entities ->
            entities
                    .createQuery(
                        "select count(l) from SessionLine l"
                            + " where l.chain = :chain and l.kind = :kind",
                        Long.class)
                    .setParameter("chain", sessionId.value())
                    .setParameter("kind", EventKind.ERASED.name())
                    .getSingleResult()
                > 0);
  }

  /** Lines of the access logs of all nodes, newest first. */
  public List<ReadLine> accessLog(AccessFilter filter, int limit) {
    return read(entities -> AccessSearch.lines(entities, filter, limit));
  }

  /** Any other query of this package. */
  <T> T read(Function<EntityManager, T> query) {
    Outcome<T> outcome = transaction.run(query);
    if (outcome instanceof Outcome.Committed<T> committed) {
      return committed.result();
    }
    RuntimeException cause =
        outcome instanceof Outcome.RolledBack<T> rolledBack
            ? rolledBack.cause()
            : ((Outcome.Unknown<T>) outcome).cause();
    if (cause instanceof Journal.Broken broken) {
      throw broken;
    }
    throw new RoomException(Problem.TRY_AGAIN, "the database does not answer", cause);
  }
}
