package org.rtcroom.audit;

import java.util.List;

/**
 * Which transactions a look at the database could see: those before {@code end} but for some that
 * were under way.
 *
 * <p>Read from the text of PostgreSQL's {@code pg_snapshot}, {@code xmin:xmax:xip,xip,…}
 * (PostgreSQL manual, section 9.27.6).
 *
 * @param end the first transaction that had not begun
 * @param underWay those before it that had not ended
 */
record SeenTransactions(String end, List<String> underWay) {

  private static final int PARTS = 3;

  static SeenTransactions of(String snapshot) {
    String[] parts = snapshot.split(":", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("not a snapshot: " + snapshot);
    }
    return new SeenTransactions(
        parts[1], parts[2].isEmpty() ? List.of() : List.of(parts[2].split(",")));
  }

  /** Those under way, as the text of an array. */
  String underWayArray() {
    return "{" + String.join(",", underWay) + "}";
  }
}
