package org.rtcroom.identity.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A user's generation; see {@link org.rtcroom.identity.TokenStore}. */
@Entity
@Table(name = "user_generation")
public class UserGeneration {

  @Id
  @Column(name = "user_id", length = 64, nullable = false, updatable = false)
  private String userId;

  @Column(name = "generation", nullable = false)
  private long generation;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected UserGeneration() {}

  UserGeneration(String userId, long generation) {
    this.userId = userId;
    this.generation = generation;
  }

  String userId() {
    return userId;
  }

  long generation() {
    return generation;
  }
}
