package org.rtcroom.cluster;

import java.util.List;

/**
 * Which transactions a look at the database could see: those before {@code end} but for some that
 * were under way.
 *
 * <p>Read from the text of PostgreSQL's {@code pg_snapshot}, {@code xmin:xmax:xip,xip,…}
 * (PostgreSQL manual, section 9.27.6).
 *
 * @param server which start of which server was asked; numbers of another one mean nothing here
 * @param end the first transaction that had not begun
 * @param underWay those before it that had not ended
 */
record SeenTransactions(String server, long end, List<String> underWay) {

  private static final int PARTS = 3;

  static SeenTransactions of(String server, String snapshot) {
    String[] parts = snapshot.split(":", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("not a snapshot: " + snapshot);
    }
    List<String> underWay = parts[2].isEmpty() ? List.of() : List.of(parts[2].split(",", -1));
    return new SeenTransactions(server, Long.parseUnsignedLong(parts[1]), underWay);
  }

  /** Whether this look was at the same history as an earlier one, only later. */
  boolean continues(SeenTransactions earlier) {
    return server.equals(earlier.server) && Long.compareUnsigned(end, earlier.end) >= 0;
  }

  /** Those under way, as the text of an array. */
  String underWayArray() {
    return "{" + String.join(",", underWay) + "}";
  }
}
