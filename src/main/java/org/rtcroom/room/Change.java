package org.rtcroom.room;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything of one batch that must become durable together.
 *
 * @param before where the session's chain ended; empty when this change begins the session
 * @param entries at least one, in order of their lines
 * @param after the room with all entries applied
 * @param tellings must be told afterwards; recorded in the same transaction
 */
public record Change(
    Optional<Position> before,
    List<JournalEntry> entries,
    RoomState after,
    Set<Notification> tellings) {

  public Change {
    entries = List.copyOf(entries);
    tellings = Set.copyOf(tellings);
  }

  /** Whether the session still claims its room id. */
  public boolean holdsId() {
    return after.phase() != Phase.CLOSED;
  }

  /** Whether the session still claims its IM group, which it does until the group is destroyed. */
  public boolean holdsGroup() {
    return after.terms().group() == GroupOwner.SERVER
        && (holdsId() || tellings.contains(Notification.DESTROY_GROUP));
  }
}
