package org.rtcroom.bans;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.IdSpace;
import org.rtcroom.room.RoomKey;

/** A ban as a row. */
@Entity
@IdClass(BanId.class)
@Table(name = "ban")
public class BanRow {

  @Id
  @Column(name = "space", updatable = false)
  private String space;

  /** In lower case, like the keys of open rooms. */
  @Id
  @Column(name = "room_id", updatable = false)
  private String roomId;

  @Id
  @Column(name = "user_id", updatable = false)
  private String userId;

  @Column(name = "until_millis")
  private long untilMillis;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected BanRow() {}

  Ban ban() {
    RoomKey key = new RoomKey(IdSpace.valueOf(space), roomId);
    return new Ban(key, new UserId(userId), Instant.ofEpochMilli(untilMillis));
  }
}
