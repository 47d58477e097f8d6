package org.rtcroom.bans;

import java.io.Serializable;
import java.util.Objects;

/** The key of a ban: room and user. */
public class BanId implements Serializable {

  private static final long serialVersionUID = 1L;

  private String space;
  private String roomId;
  private String userId;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  public BanId() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof BanId that
        && space.equals(that.space)
        && roomId.equals(that.roomId)
        && userId.equals(that.userId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(space, roomId, userId);
  }
}
