package org.rtcroom.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the rows of other tables that name the line which is their reason. They are few. */
final class RowReader {

  private static final String KEYS =
      "select key_id, chain, seq, name, roles, hmac, expires_millis from api_key";

  private static final String BANS =
      "select space, chain, seq, room_id, user_id, until_millis from ban";

  private final Database database;

  RowReader(Database database) {
    this.database = database;
  }

  /** API keys and bans, by the lines that tell of them. */
  List<RowRecord> rows() {
    List<RowRecord> rows = new ArrayList<>();
    database.rows(KEYS).forEach(columns -> rows.add(key(columns)));
    database.rows(BANS).forEach(columns -> rows.add(ban(columns)));
    rows.sort(Comparator.comparing(RowRecord::chain).thenComparing(RowRecord::seq));
    return rows;
  }

  private static RowRecord key(Object[] columns) {
    return new RowRecord(
        "api_key",
        (String) columns[0],
        (String) columns[1],
        number(columns[2]),
        Map.of(
            "id", columns[0],
            "name", columns[3],
            "roles", columns[4],
            "hmac", columns[5],
            "expires", number(columns[6])));
  }

  private static RowRecord ban(Object[] columns) {
    return new RowRecord(
        "ban",
        columns[0] + "/" + columns[3] + "/" + columns[4],
        (String) columns[1],
        number(columns[2]),
        Map.of(
            "space", columns[0],
            "room", columns[3],
            "user", columns[4],
            "until", String.valueOf(number(columns[5]))));
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
