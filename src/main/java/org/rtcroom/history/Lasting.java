package org.rtcroom.history;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;

/**
 * The classes of sessions by how long they lasted, which column {@code lasted} of the heads holds:
 * class n lasted shorter than the n-th bound, the last class has none, and an open session has no
 * class. A session that went on at a moment began at most the bound of its class earlier, so that a
 * search of each class from there on looks at few that had ended. The bounds grow fourfold at most:
 * at a steady rate a quarter of what is looked at went on.
 */
final class Lasting {

  /** As the migrations of both databases have them. */
  private static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofDays(1),
          Duration.ofDays(4),
          Duration.ofDays(16),
          Duration.ofDays(64));

  private final EntityManager entities;
  private final Instant moment;
  private final String lowest;

  /**
   * @param lowest no session of a lower id is asked for
   */
  Lasting(EntityManager entities, Instant moment, String lowest) {
    this.entities = entities;
    this.moment = moment;
    this.lowest = lowest;
  }

  /** Ids below one of sessions that had not ended at the moment, downwards. */
  List<String> below(String id, int limit) {
    List<Object> values = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    parts.add(part("lasted is null", "", id, limit, null, values));
    for (int lasted = 0; lasted <= BOUNDS.size(); lasted++) {
      @Nullable Duration bound = lasted < BOUNDS.size() ? BOUNDS.get(lasted) : null;
      parts.add(part("lasted = " + lasted, " and closed_millis >= ?", id, limit, bound, values));
      values.add(moment.toEpochMilli());
    }
    return Jdbc.of(entities)
        .list(
            row -> row.getString(1),
            "select session_id from ("
                + String.join(" union all ", parts)
                + ") found order by session_id desc limit "
                + limit,
            values.toArray());
  }

  private String part(
      String lasted,
      String rest,
      String id,
      int limit,
      @Nullable Duration bound,
      List<Object> values) {
    values.add(id);
    values.add(
        Optional.ofNullable(bound)
            .map(longest -> SessionSearch.lowest(moment.minus(longest)))
            .filter(earliest -> earliest.compareTo(lowest) > 0)
            .orElse(lowest));
    return "(select session_id from session_head where "
        + lasted
        + " and session_id < ? and session_id >= ?"
        + rest
        + " order by lasted desc, session_id desc limit "
        + limit
        + ")";
  }
}
