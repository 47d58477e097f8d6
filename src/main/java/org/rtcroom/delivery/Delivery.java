package org.rtcroom.delivery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.Notification;

/**
 * Something the outside must still be told about a session. Notices that were not delivered yet are
 * one row, whose version counts them. Rows are changed by queries only.
 */
@Entity
@Table(name = "delivery")
@IdClass(Delivery.Key.class)
public class Delivery {

  @Id
  @Column(name = "session_id", length = 36, nullable = false, updatable = false)
  private String sessionId;

  @Id
  @Enumerated(EnumType.STRING)
  @Column(name = "kind", length = 24, nullable = false, updatable = false)
  private Notification kind;

  @Column(name = "group_id", length = 64, nullable = false, updatable = false)
  private String groupId;

  @Column(name = "version", nullable = false)
  private long version;

  @Column(name = "attempts", nullable = false)
  private int attempts;

  @Column(name = "created_millis", nullable = false, updatable = false)
  private long createdMillis;

  @Column(name = "next_attempt_millis", nullable = false)
  private long nextAttemptMillis;

  @Column(name = "claimed_until_millis", nullable = false)
  private long claimedUntilMillis;

  @Nullable
  @Column(name = "claimed_by", length = 64)
  private String claimedBy;

  @Nullable
  @Column(name = "last_error", length = Claim.LONGEST_REASON)
  private String lastError;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected Delivery() {}

  String sessionId() {
    return sessionId;
  }

  Notification kind() {
    return kind;
  }

  String groupId() {
    return groupId;
  }

  long version() {
    return version;
  }

  int attempts() {
    return attempts;
  }

  long createdMillis() {
    return createdMillis;
  }

  long nextAttemptMillis() {
    return nextAttemptMillis;
  }

  String lastError() {
    String error = lastError;
    return error == null ? "" : error;
  }

  /** What identifies a row. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    @Nullable private String sessionId;
    @Nullable private Notification kind;

    /** For JPA only. */
    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(sessionId, key.sessionId)
          && kind == key.kind;
    }

    @Override
    public int hashCode() {
      return Objects.hash(sessionId, kind);
    }
  }
}
