package org.rtcroom.verifier;

/**
 * The rows of other tables that lines demand, and those that there are: what is judged once all
 * access logs were read.
 */
final class RowDemands {

  /** Rows are read before the lines, and clocks of nodes differ. */
  static final long SLACK_MILLIS = 120_000;

  private final KeyRows keys = new KeyRows();
  private final BanRows bans = new BanRows();

  /** Takes an act of an access log that counts. */
  void read(Line line) {
    switch (line.kind()) {
      case "KEY_CREATED", "KEY_REVOKED" -> keys.read(line);
      case "BANNED", "UNBANNED" -> bans.read(line);
      default -> {}
    }
  }

  /** Takes a row that its line bears out. */
  void take(Row row) {
    switch (row.table()) {
      case KeyRows.TABLE -> keys.take(row);
      case BanRows.TABLE -> bans.take(row);
      default -> {}
    }
  }

  /**
   * At the very end.
   *
   * @param madeMillis when reading began
   */
  void settle(long madeMillis, Findings findings) {
    keys.settle(madeMillis - SLACK_MILLIS, findings);
    bans.settle(madeMillis - SLACK_MILLIS, madeMillis + SLACK_MILLIS, findings);
  }
}
