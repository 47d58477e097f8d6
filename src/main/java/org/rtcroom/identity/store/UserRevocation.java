package org.rtcroom.identity.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A user's refused tickets; see {@link org.rtcroom.identity.RevocationStore}. */
@Entity
@Table(name = "user_revocation")
public class UserRevocation {

  @Id
  @Column(name = "user_id", length = 64, nullable = false, updatable = false)
  private String userId;

  @Column(name = "not_before_millis", nullable = false)
  private long notBeforeMillis;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected UserRevocation() {}

  UserRevocation(String userId, long notBeforeMillis) {
    this.userId = userId;
    this.notBeforeMillis = notBeforeMillis;
  }

  String userId() {
    return userId;
  }

  long notBeforeMillis() {
    return notBeforeMillis;
  }
}
