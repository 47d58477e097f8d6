package org.rtcroom.history;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rtcroom.accesslog.AccessFilter;
import org.rtcroom.accesslog.AccessSearch;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.journal.PastRoom;
import org.rtcroom.journal.RecordProtection;
import org.rtcroom.journal.SessionChains;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;

/**
 * Reads the audit history. Throws {@link DatabaseUnavailable} if the database does not answer, and
 * {@link BrokenChain} if a chain that is to be replayed does not verify.
 */
@ApplicationScoped
public class AuditReader {

  @Inject ActSignatures acts;
  @Inject Pseudonyms pseudonyms;
  @EJB Transactions transactions;

  /** Sessions, newest first. */
  public List<SessionSummary> sessions(SessionFilter filter, int limit) {
    return read(
        entities -> found(entities, filter, limit).stream().map(SessionSummary::of).toList());
  }

  /** Whoever opened a room may have been erased since: then its pseudonym stands for its id. */
  private List<SessionHead> found(EntityManager entities, SessionFilter filter, int limit) {
    List<SessionHead> named = SessionSearch.find(entities, filter, limit);
    if (filter.roomId().isEmpty()) {
      return named;
    }
    SessionFilter erased = filter.ofRoom(pseudonyms.ofRoom(filter.roomId().get()));
    return Stream.concat(named.stream(), SessionSearch.find(entities, erased, limit).stream())
        .sorted(Comparator.comparing(SessionHead::sessionId).reversed())
        .limit(limit)
        .toList();
  }

  public Optional<SessionSummary> session(SessionId sessionId) {
    return read(entities -> SessionChains.head(entities, sessionId).map(SessionSummary::of));
  }

  /** The lines of a session from {@code from} on, in order; empty if there is no such session. */
  public List<AuditLine> lines(SessionId sessionId, long from, int limit) {
    return read(entities -> SessionChains.lines(entities, sessionId, from, limit));
  }

  /**
   * The room as it was at that moment, replayed from the lines since the last snapshot before.
   *
   * @return empty if there is no such session or it was not yet opened
   */
  public Optional<RoomState> at(SessionId sessionId, Instant moment) {
    return read(
        entities ->
            SessionChains.head(entities, sessionId)
                .flatMap(
                    head ->
                        PastRoom.at(
                            entities,
                            head,
                            moment,
                            line -> acts.genuine(entities.unwrap(Connection.class), line))));
  }

  /** What keeps the record of a session from being erased or purged. */
  public RecordProtection standing(SessionId sessionId) {
    return read(entities -> RecordProtection.of(Jdbc.of(entities), sessionId, acts));
  }

  /** As {@link #standing}, if that were added at that moment. */
  public RecordProtection standingAfter(SessionId sessionId, RoomEvent.Remark next, Instant at) {
    return read(entities -> RecordProtection.with(Jdbc.of(entities), sessionId, acts, next, at));
  }

  /** Whether a user was erased from the record of a session. */
  public boolean erased(SessionId sessionId) {
    Set<String> asked = Set.of(sessionId.value());
    return !read(entities -> ReconciliationRows.erased(entities, asked)).isEmpty();
  }

  /** Lines of the access logs of all nodes, newest first. */
  public List<AuditLine> accessLog(AccessFilter filter, int limit) {
    return read(entities -> AccessSearch.lines(entities, filter, limit));
  }

  /** Any other query. */
  <T> T read(Function<EntityManager, T> query) {
    return transactions.commit(query);
  }
}
