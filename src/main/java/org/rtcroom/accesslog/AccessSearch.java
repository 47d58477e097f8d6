package org.rtcroom.accesslog;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.rtcroom.chain.AuditLine;
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
    filter.after().ifPresent(place -> after(conditions, place));
    return conditions
        .query(
            entities,
            "select l, p from AccessLine l"
                + (ofSomebody ? "" : " left")
                + " join AccessPerson p on p.chain = l.chain and p.seq = l.seq",
            "order by l.atMillis desc, l.chain desc, l.seq desc",
            Object[].class)
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> AuditLine.of(((AccessLine) row[0]).line(), (AccessPerson) row[1]))
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
}
