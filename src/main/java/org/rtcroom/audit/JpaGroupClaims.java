package org.rtcroom.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.rtcroom.room.GroupClaims;
import org.rtcroom.room.SessionId;

/** The claims on IM groups: a unique column of the sessions' heads. */
@ApplicationScoped
public class JpaGroupClaims implements GroupClaims {

  @PersistenceContext(unitName = "roomservice")
  EntityManager entities;

  @Override
  public void release(SessionId sessionId) {
    entities
        .createQuery("update SessionHead h set h.groupKey = null where h.sessionId = :sessionId")
        .setParameter("sessionId", sessionId.value())
        .executeUpdate();
  }
}
