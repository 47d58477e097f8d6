package org.rtcroom.audit;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rtcroom.room.SessionId;

/** Reads the lines of sessions. Works within the caller's transaction. */
final class SessionChains {

  private SessionChains() {}

  static Optional<SessionHead> head(EntityManager entities, SessionId sessionId) {
    return Optional.ofNullable(entities.find(SessionHead.class, sessionId.value()));
  }

  /** The session's chain from its last snapshot on, verified up to its head. */
  static Chain end(EntityManager entities, SessionHead head) {
    return read(entities, head, head.snapshotSeq());
  }

  /** The session's whole chain, verified up to its head. */
  static Chain whole(EntityManager entities, SessionHead head) {
    return read(entities, head, 0);
  }

  private static Chain read(EntityManager entities, SessionHead head, long from) {
    String chain = head.sessionId().value();
    List<Line> lines =
        entities
            .createQuery(
                "select l from SessionLine l where l.chain = :chain and l.seq >= :from"
                    + " order by l.seq",
                SessionLine.class)
            .setParameter("chain", chain)
            .setParameter("from", from)
            .getResultStream()
            .map(LineRow::line)
            .toList();
    Map<Long, SessionPerson> personal =
        entities
            .createQuery(
                "select p from SessionPerson p where p.chain = :chain and p.seq >= :from",
                SessionPerson.class)
            .setParameter("chain", chain)
            .setParameter("from", from)
            .getResultStream()
            .collect(Collectors.toMap(PersonalRow::seq, Function.identity()));
    return Chain.verified(lines, personal, chain, from)
        .endingAt(head.lastSeq(), head.lastHash());
  }
}
