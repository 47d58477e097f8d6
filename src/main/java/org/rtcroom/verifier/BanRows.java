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
 * lifted and that has not run out. Memory grows with the number of users who were ever banned.
 *
 * <p>Lines whose personal part was erased no longer say whom they are about. Such a ban demands
 * nothing, and no ban in its room that is not younger is judged.
 */
final class BanRows {

  /** The table. */
  static final String TABLE = "ban";

  private static final String IMPOSED = "BANNED";

  /** Whose ban: in a room, by its space and its id in lower case. */
  private record BannedUser(String room, String user) {}

  /**
   * The last line about one user in one room.
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
  }

  private final Map<BannedUser, LastAct> last = new HashMap<>();

  /** By room, the time of the last line that no longer says whom it is about. */
  private final Map<String, Long> erased = new HashMap<>();

  private final List<Row> rows = new ArrayList<>();

  /** Takes an act of an access log that counts. */
  void read(Line line) {
    JsonObject details = line.readDetails();
    String room = room(details.text("space"), details.text("room"));
    long until = line.kind().equals(IMPOSED) ? number(details.text("until")) : Long.MIN_VALUE;
    if (line.personal().length == 0) {
      erased.merge(room, line.atMillis(), Math::max);
      return;
    }
    BannedUser user = new BannedUser(room, line.readPersonal().text("user"));
    last.merge(user, new LastAct(line.withoutContent(), until, true), LastAct::then);
  }

  private static String room(@Nullable Object space, @Nullable Object id) {
    return space + "/" + id;
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
    last.forEach(
        (user, act) -> {
          boolean stands = act.until > after && known(user, act, before);
          if (stands && !borneOut.contains(act.line.toString())) {
            findings.add(
                Finding.Kind.ROW_MISSING, act.line, "there is no row of the ban it imposed");
          }
        });
  }

  private void judge(Row row, long before, Findings findings) {
    Map<String, Object> said = row.values();
    BannedUser user =
        new BannedUser(room(said.get("space"), said.get("room")), String.valueOf(said.get("user")));
    @Nullable LastAct act = last.get(user);
    if (act != null && known(user, act, before) && !act.line.toString().equals(row.line())) {
      findings.add(
          Finding.Kind.ROW_DIFFERS, row, "line " + act.line + " lifted or replaced the ban");
    }
  }

  /** Whether that is surely the last line about the user, and so old that its row is there. */
  private boolean known(BannedUser user, LastAct act, long before) {
    long at = act.line.atMillis();
    long blurred = erased.getOrDefault(user.room(), Long.MIN_VALUE);
    return act.certain && at < before && blurred < at - RowDemands.SLACK_MILLIS;
  }
}
