package org.rtcroom.accesslog;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.LineRow;
import org.rtcroom.database.Conditions;

/** Finds lines of the access logs. */
public final class AccessSearch {

  private AccessSearch() {}

  /** A line has one personal part at most, so to join them doubles nothing. */
  public static List<AuditLine> lines(EntityManager entities, AccessFilter filter, int limit) {
    boolean ofSomebody = filter.userId().isPresent() || filter.address().isPresent();
    Conditions conditions =
        new Conditions()
            .when(filter.kind(), "l.kind = :kind", "kind")
            .when(filter.userId(), "p.userId = :userId", "userId")
            .when(filter.address(), "p.address = :address", "address")
            .when(filter.from().map(Instant::toEpochMilli), "l.atMillis >= :from", "from")
            .when(filter.to().map(Instant::toEpochMilli), "l.atMillis < :to", "to");
    if (ofSomebody) {
      conditions.always("p.chain = l.chain and p.seq = l.seq");
    }
    filter.after().ifPresent(place -> after(conditions, place));
    List<Line> lines =
        conditions
            .query(
                entities,
                "select l from AccessLine l" + (ofSomebody ? ", AccessPerson p" : ""),
                "order by l.atMillis desc, l.chain desc, l.seq desc",
                AccessLine.class)
            .setMaxResults(limit)
            .getResultStream()
            .map(LineRow::line)
            .toList();
    Map<LineId, AccessPerson> personal = personal(entities, lines);
    return lines.stream()
        .map(line -> AuditLine.of(line, personal.get(new LineId(line.chain(), line.seq()))))
        .toList();
  }

  private static void after(Conditions conditions, AccessFilter.AccessPlace place) {
    conditions
        .always(
            "(l.atMillis < :at or (l.atMillis = :at and (l.chain < :chain"
                + " or (l.chain = :chain and l.seq < :seq))))")
        .parameter("at", place.at().toEpochMilli())
        .parameter("chain", place.chain())
        .parameter("seq", place.seq());
  }

  private static Map<LineId, AccessPerson> personal(EntityManager entities, List<Line> lines) {
    return lines.stream()
        .collect(
            Collectors.groupingBy(Line::chain, Collectors.mapping(Line::seq, Collectors.toList())))
        .entrySet()
        .stream()
        .flatMap(
            chain ->
                entities
                    .createQuery(
                        "select p from AccessPerson p where p.chain = :chain and p.seq in :seqs",
                        AccessPerson.class)
                    .setParameter("chain", chain.getKey())
                    .setParameter("seqs", chain.getValue())
                    .getResultStream())
        .collect(
            Collectors.toMap(
                person -> new LineId(person.chain(), person.seq()), Function.identity()));
  }
}
