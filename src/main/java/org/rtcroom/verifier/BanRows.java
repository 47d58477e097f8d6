package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of bans that the access logs demand: one for each ban that no later line replaced or
 * lifted and that has not run out. A ban is known by its pseudonym, which no erasure takes away.
 * Memory grows with the number of bans there ever were.
 */
final class BanRows {

  /** The table. */
  static final String TABLE = "ban";

  private static final String IMPOSED = "BANNED";
  private static final String BAN = "ban";

  /**
   * The last line about one ban.
   *
   * @param until the end of the ban in milliseconds since 1970; long ago if it lifts one
   * @param certain whether it is the last: clocks of nodes differ, so of two lines of different
   *     chains that are close nobody knows which came last
   */
  private record LastAct(Line line, long until, boolean certain) {

    LastAct then(LastAct next) {
      long apart = next.line.atMillis() - line.atMillis();
      boolean close = Math.abs(apart) <= RowDemands.SLACK_MILLIS;
      if (next.line.chain().equals(line.chain())) {
        return new LastAct(next.line, next.until, certain || !close);
      }
      LastAct later = apart >= 0 ? next : this;
      return new LastAct(later.line, later.until, later.certain && !close);
    }

    /** Whether it is surely the last one, and so old that its row is there. */
    boolean known(long before) {
      return certain && line.atMillis() < before;
    }
  }

  private final Map<String, LastAct> last = new HashMap<>();

  private final List<Row> rows = new ArrayList<>();

  /** Takes an act of an access log that counts. */
  void read(Line line) {
    JsonObject details = line.readDetails();
    long until = line.kind().equals(IMPOSED) ? number(details.text("until")) : Long.MIN_VALUE;
    last.merge(details.text(BAN), new LastAct(line.withoutContent(), until, true), LastAct::then);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadJson("until is no number");
    }
  }

  /** Takes a row that its line bears out. */
  void take(Row row) {
    rows.add(row);
  }

  /**
   * At the very end, once all access logs were read.
   *
   * @param before rows of earlier lines had to be there, in milliseconds since 1970
   * @param after bans that end later had not run out
   */
  void settle(long before, long after, Findings findings) {
    rows.forEach(row -> judge(row, before, findings));
    Set<String> borneOut = rows.stream().map(Row::line).collect(Collectors.toSet());
    for (LastAct act : last.values()) {
      if (act.until > after && act.known(before) && !borneOut.contains(act.line.toString())) {
        findings.add(Finding.Kind.ROW_MISSING, act.line, "there is no row of the ban it imposed");
      }
    }
  }

  private void judge(Row row, long before, Findings findings) {
    @Nullable LastAct act = last.get(String.valueOf(row.values().get(BAN)));
    if (act != null && act.known(before) && !act.line.toString().equals(row.line())) {
      findings.add(
          Finding.Kind.ROW_DIFFERS, row, "line " + act.line + " lifted or replaced the ban");
    }
  }
}
