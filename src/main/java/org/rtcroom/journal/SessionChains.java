package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineRow;
import org.rtcroom.chain.PersonalRow;
import org.rtcroom.kernel.SessionId;

/** Reads the lines of sessions. Works within the caller's transaction. */
public final class SessionChains {

  private SessionChains() {}

  public static Optional<SessionHead> head(EntityManager entities, SessionId sessionId) {
    return Optional.ofNullable(entities.find(SessionHead.class, sessionId.value()));
  }

  /** The session's chain from its last snapshot on, verified up to its head. */
  static Chain end(EntityManager entities, SessionHead head) {
    return read(entities, head, head.snapshotSeq());
  }

  /** The session's whole chain, verified up to its head. */
  public static Chain whole(EntityManager entities, SessionHead head) {
    return read(entities, head, 0);
  }

  private static Chain read(EntityManager entities, SessionHead head, long from) {
    String chain = head.sessionId().value();
    List<Line> lines = rows(entities, chain, from, head.lastSeq(), Integer.MAX_VALUE);
    return Chain.verified(lines, personal(entities, chain, from, head.lastSeq()), chain, from)
        .endingAt(head.lastSeq(), head.lastHash());
  }

  /** Lines as they stand, unverified: a reader wants to see a broken chain too. */
  public static List<AuditLine> lines(
      EntityManager entities, SessionId sessionId, long from, int limit) {
    List<Line> lines = rows(entities, sessionId.value(), from, Long.MAX_VALUE, limit);
    if (lines.isEmpty()) {
      return List.of();
    }
    long last = lines.get(lines.size() - 1).seq();
    Map<Long, SessionPerson> personal = personal(entities, sessionId.value(), from, last);
    return lines.stream().map(line -> AuditLine.of(line, personal.get(line.seq()))).toList();
  }

  /** Not beyond the head, for lines that others add meanwhile. */
  private static List<Line> rows(
      EntityManager entities, String chain, long from, long to, int limit) {
    return entities
        .createQuery(
            "select l from SessionLine l where l.chain = :chain and l.seq between :from and :to"
                + " order by l.seq",
            SessionLine.class)
        .setParameter("chain", chain)
        .setParameter("from", from)
        .setParameter("to", to)
        .setMaxResults(limit)
        .getResultStream()
        .map(LineRow::line)
        .toList();
  }

  private static Map<Long, SessionPerson> personal(
      EntityManager entities, String chain, long from, long to) {
    return entities
        .createQuery(
            "select p from SessionPerson p where p.chain = :chain and p.seq between :from and :to",
            SessionPerson.class)
        .setParameter("chain", chain)
        .setParameter("from", from)
        .setParameter("to", to)
        .getResultStream()
        .collect(Collectors.toMap(PersonalRow::seq, Function.identity()));
  }
}
