package org.rtcroom.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.GroupClaims;

/** The claims on IM groups: a unique column of the sessions' heads. */
@ApplicationScoped
public class JpaGroupClaims implements GroupClaims {

  @PersistenceContext(unitName = "roomservice")
  EntityManager entities;

  @Override
  public void release(Collection<SessionId> sessions) {
    entities
        .createQuery("update SessionHead h set h.groupKey = null where h.sessionId in :sessions")
        .setParameter("sessions", sessions.stream().map(SessionId::value).sorted().toList())
        .executeUpdate();
  }
}
