package org.rtcroom.bans;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.PersonalRow;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.AccessKind;
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

  /** The line that is its reason. */
  @Column(name = "chain", updatable = false)
  private String chain;

  @Column(name = "seq", updatable = false)
  private long seq;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected BanRow() {}

  LineId lineId() {
    return new LineId(chain, seq);
  }

  /**
   * Whether the line imposes this ban.
   *
   * @param whom its personal part; null if that was erased
   */
  boolean saidBy(Line line, @Nullable PersonalRow whom) {
    boolean same =
        whom == null
            || (whom.keeps(line.commitment())
                && RecordedJson.find(whom.part())
                    .filter(part -> part.getString("user", "").equals(userId))
                    .isPresent());
    return same
        && line.kind().equals(AccessKind.BANNED.name())
        && RecordedJson.find(line.details())
            .filter(details -> details.getString("space", "").equals(space))
            .filter(details -> details.getString("room", "").equals(roomId))
            .filter(details -> details.getString("until", "").equals(String.valueOf(untilMillis)))
            .isPresent();
  }

  Ban ban() {
    RoomKey key = new RoomKey(IdSpace.valueOf(space), roomId);
    return new Ban(key, new UserId(userId), Instant.ofEpochMilli(untilMillis));
  }
}
