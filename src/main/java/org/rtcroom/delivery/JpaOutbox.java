package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.room.Outbox;
import org.rtcroom.room.SessionId;
import org.rtcroom.room.Telling;

/** The outbox in table {@code delivery}. */
@ApplicationScoped
public class JpaOutbox implements Outbox {

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  private Dispatcher dispatcher;
  private Clock clock;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected JpaOutbox() {}

  @Inject
  JpaOutbox(Dispatcher dispatcher, Clock clock) {
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /**
   * Merges a notice with one that is not delivered yet; the destroying of the group drops it.
   * Writes when the caller's transaction is flushed.
   */
  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void keep(SessionId sessionId, String groupId, Set<Telling> tellings) {
    if (tellings.contains(Telling.DESTROY_GROUP)) {
      change("delete from delivery", sessionId, Telling.NOTICE);
      put(sessionId, groupId, Telling.DESTROY_GROUP);
    } else if (tellings.contains(Telling.NOTICE)) {
      put(sessionId, groupId, Telling.NOTICE);
    }
  }

  private void put(SessionId sessionId, String groupId, Telling kind) {
    int updated = change("update delivery set version = version + 1", sessionId, kind);
    if (updated == 0) {
      em.persist(new Delivery(sessionId.value(), kind, groupId, clock.millis()));
    }
  }

  /** Native, because EclipseLink binds no parameters where a column is calculated with. */
  private int change(String what, SessionId sessionId, Telling kind) {
    return em.createNativeQuery(what + " where session_id = ?1 and kind = ?2")
        .setParameter(1, sessionId.value())
        .setParameter(2, kind.name())
        .executeUpdate();
  }

  @Override
  public void wake(SessionId sessionId) {
    dispatcher.wake(sessionId);
  }

  @Override
  public CompletionStage<Boolean> settle(SessionId sessionId, Duration limit) {
    return dispatcher.settle(sessionId, limit);
  }
}
