package org.rtcroom.identity.store;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.rtcroom.identity.RevocationStore;
import org.rtcroom.identity.UserId;

/** The refused tickets in table {@code user_revocation}. */
@ApplicationScoped
public class JpaRevocationStore implements RevocationStore {

  @EJB RevocationRows rows;

  /** A row is never deleted, so whoever lost the race to make it finds it. */
  @Override
  public void refuseBefore(UserId user, Instant notBefore) {
    long millis = notBefore.toEpochMilli();
    if (rows.move(user.value(), millis)) {
      return;
    }
    try {
      rows.insert(user.value(), millis);
    } catch (EJBException e) {
      if (!rows.move(user.value(), millis)) {
        throw e;
      }
    }
  }

  @Override
  public Instant notBefore(UserId user) {
    return Instant.ofEpochMilli(rows.notBeforeMillis(user.value()));
  }
}
