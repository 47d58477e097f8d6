package org.rtcroom.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;

/** Bans that outlive a site, in memory; recorded in the access log of the site that is there. */
final class MemoryBans implements BanStore {

  private final List<Ban> kept = new ArrayList<>();
  FakeAccessLog accessLog = new FakeAccessLog();
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
  public void keep(Ban ban, Actor operator) {
    accessLog.record(AccessKind.BANNED, operator, Map.of());
    remove(ban.key(), ban.userId());
    kept.add(ban);
  }

  @Override
  public void forget(RoomKey key, UserId userId, Actor operator) {
    accessLog.record(AccessKind.UNBANNED, operator, Map.of());
    remove(key, userId);
  }

  private void remove(RoomKey key, UserId userId) {
    changes++;
    kept.removeIf(ban -> ban.key().equals(key) && ban.userId().equals(userId));
  }
}
