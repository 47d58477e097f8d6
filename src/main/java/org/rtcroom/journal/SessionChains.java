package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.rtcroom.chain.AuditLine;
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

  /**
   * Lines as they stand, unverified: a reader wants to see a broken chain too.
   *
   * @param limit bounds what memory they take
   */
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

  /** Lines from one to another, in their order; the caller's transaction keeps no copies. */
  static List<Line> rows(EntityManager entities, String chain, long from, long to, int limit) {
    return entities
        .createQuery(
            "select l from SessionLine l where l.chain = :chain and l.seq between :from and :to"
                + " order by l.chain, l.seq",
            SessionLine.class)
        .setParameter("chain", chain)
        .setParameter("from", from)
        .setParameter("to", to)
        .setMaxResults(limit)
        .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
        .getResultStream()
        .map(LineRow::line)
        .toList();
  }

  /** Their personal parts, by their numbers. */
  static Map<Long, SessionPerson> personal(
      EntityManager entities, String chain, long from, long to) {
    return entities
        .createQuery(
            "select p from SessionPerson p where p.chain = :chain and p.seq between :from and :to",
            SessionPerson.class)
        .setParameter("chain", chain)
        .setParameter("from", from)
        .setParameter("to", to)
        .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
        .getResultStream()
        .collect(Collectors.toMap(PersonalRow::seq, Function.identity()));
  }
}
