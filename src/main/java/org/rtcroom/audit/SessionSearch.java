package org.rtcroom.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;

/** Finds sessions by what their heads and personal parts say. */
final class SessionSearch {

  private SessionSearch() {}

  static TypedQuery<SessionHead> query(EntityManager entities, SessionFilter filter) {
    Conditions conditions =
        new Conditions()
            .when(filter.family(), "h.family = :family", "family")
            .when(filter.roomId(), "h.roomId = :roomId", "roomId")
            .when(filter.reason(), "h.reason = :reason", "reason")
            .when(
                filter.userId(),
                "exists (select p.seq from SessionPerson p"
                    + " where p.chain = h.sessionId and p.userId = :userId)",
                "userId")
            .when(
                filter.address(),
                "exists (select a.seq from SessionPerson a"
                    + " where a.chain = h.sessionId and a.address = :address)",
                "address")
            .when(
                filter.caseId(),
                "exists (select c.seq from SessionCase c"
                    + " where c.chain = h.sessionId and c.caseId = :caseId)",
                "caseId")
            .when(filter.from().map(Instant::toEpochMilli), "h.openedMillis >= :from", "from")
            .when(filter.to().map(Instant::toEpochMilli), "h.openedMillis < :to", "to");
    filter
        .open()
        .ifPresent(
            open ->
                conditions.always(open ? "h.closedMillis is null" : "h.closedMillis is not null"));
    filter
        .after()
        .ifPresent(
            place ->
                conditions
                    .always(
                        "(h.openedMillis < :opened"
                            + " or (h.openedMillis = :opened and h.sessionId < :sessionId))")
                    .parameter("opened", place.opened().toEpochMilli())
                    .parameter("sessionId", place.sessionId()));
    return conditions.query(
        entities,
        "select h from SessionHead h",
        "order by h.openedMillis desc, h.sessionId desc",
        SessionHead.class);
  }
}
