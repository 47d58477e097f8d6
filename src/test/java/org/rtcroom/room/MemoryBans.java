package org.rtcroom.room;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;

/** Bans that outlive a site, in memory; recorded in the access log of the site that is there. */
final class MemoryBans implements BanStore {

  private final Map<String, Ban> kept = new HashMap<>();

  /** Whom they keep out, as far as that was not erased. */
  final Map<String, Ban.Subject> subjects = new HashMap<>();

  FakeAccessLog accessLog = new FakeAccessLog();
  private int changes;

  /** How often they were changed. */
  int changes() {
    return changes;
  }

  @Override
  public List<Ban> standing(Instant now) {
    kept.values().removeIf(ban -> !ban.until().isAfter(now));
    return List.copyOf(kept.values());
  }

  @Override
  public Map<String, Ban.Subject> subjects(List<Ban> bans) {
    return bans.stream()
        .map(Ban::id)
        .filter(subjects::containsKey)
        .collect(Collectors.toMap(id -> id, subjects::get));
  }

  @Override
  public void keep(Ban ban, Ban.Subject subject, Actor operator) {
    accessLog.record(AccessKind.BANNED, operator, Map.of());
    changes++;
    kept.put(ban.id(), ban);
    subjects.put(ban.id(), subject);
  }

  @Override
  public void forget(Ban ban, Optional<Ban.Subject> subject, Actor operator) {
    accessLog.record(AccessKind.UNBANNED, operator, Map.of());
    changes++;
    kept.remove(ban.id());
    subjects.remove(ban.id());
  }
}
