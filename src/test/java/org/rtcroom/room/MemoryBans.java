package org.rtcroom.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.identity.UserId;

/** Bans that outlive a site, in memory. */
final class MemoryBans implements BanStore {

  private final List<Ban> kept = new ArrayList<>();
  private int changes;

  /** How often they were changed. */
  int changes() {
    return changes;
  }

  @Override
  public List<Ban> standing(Instant now) {
    kept.removeIf(ban -> !ban.until().isAfter(now));
    return List.copyOf(kept);
  }

  @Override
  public void keep(Ban ban) {
    forget(ban.key(), ban.userId());
    kept.add(ban);
  }

  @Override
  public void forget(RoomKey key, UserId userId) {
    changes++;
    kept.removeIf(ban -> ban.key().equals(key) && ban.userId().equals(userId));
  }
}
