package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.COLUMN_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.HEAD_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.ROW_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.ROW_MISSING;
import static org.rtcroom.verifier.Finding.Kind.ROW_WITHOUT_LINE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ways to make searches and lists find less or more than was recorded, without touching what a hash
 * covers.
 */
final class ColumnTamperings {

  private static final String BOB = "chain = '{met}' and seq = 2";
  private static final String LOGIN = "chain = '{first}' and seq = {login}";

  private ColumnTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(persons(), accessLogs(), cases(), heads(), keys(), bans())
        .flatMap(List::stream);
  }

  private static Tampering column(String place, String name, String sql) {
    return found(COLUMN_DIFFERS, place, name, t -> t.sql(sql));
  }

  private static List<Tampering> persons() {
    return List.of(
        column(
            "{met}#2",
            "a user who vanishes from searches",
            "update session_person set user_id = null where " + BOB),
        column(
            "{met}#2",
            "a user who is found as another one",
            "update session_person set user_id = 'eve' where " + BOB),
        column(
            "{met}#2",
            "an address that vanishes from searches",
            "update session_person set address = null where " + BOB),
        column(
            "{met}#2",
            "an address that is found as another one",
            "update session_person set address = '192.0.2.99' where " + BOB),
        found(
            COLUMN_DIFFERS,
            "{met}#2",
            "a personal part taken out and put back without its columns",
            t -> {
              byte[] salt = t.bytes("salt", "session_person", BOB);
              byte[] part = t.bytes("part", "session_person", BOB);
              t.sql("delete from session_person where " + BOB);
              t.sql(
                  "insert into session_person (chain, seq, salt, part) values ('{met}', 2, ?, ?)",
                  salt,
                  part);
            }),
        found(
            COLUMN_DIFFERS,
            "{open}#",
            "a user put beside a line that has none",
            t -> {
              t.append("session", "{open}", "HEARD_AGAIN", "{\"node\":\"node1\"}");
              t.sql(
                  "insert into session_person select session_id, last_seq, ?, ?, 'eve', null"
                      + " from session_head where session_id = '{open}'",
                  new byte[0],
                  new byte[0]);
            }),
        found(
            COLUMN_DIFFERS,
            "{erased}#1",
            "a user who is still found after an erasure",
            t ->
                t.sql(
                    "insert into session_person values ('{erased}', 1, ?, ?, 'ann', null)",
                    new byte[0],
                    new byte[0])),
        found(
            ROW_WITHOUT_LINE,
            "session_person {met}#99",
            "a user put into a session without a line",
            t ->
                t.sql(
                    "insert into session_person select chain, 99, salt, part, 'eve', address"
                        + " from session_person where "
                        + BOB)));
  }

  private static List<Tampering> accessLogs() {
    return List.of(
        column(
            "{first}#{login}",
            "a user who vanishes from the access log",
            "update access_person set user_id = null where " + LOGIN),
        column(
            "{first}#{login}",
            "an address that is found as another one in the access log",
            "update access_person set address = '192.0.2.99' where " + LOGIN),
        found(
            COLUMN_DIFFERS,
            "{first}#0",
            "an address put beside a line of the access log that has none",
            t ->
                t.sql(
                    "insert into access_person values ('{first}', 0, ?, ?, null, '192.0.2.99')",
                    new byte[0],
                    new byte[0])),
        found(
            ROW_WITHOUT_LINE,
            "access_person {first}#9999",
            "a user put into the access log without a line",
            t ->
                t.sql(
                    "insert into access_person select chain, 9999, salt, part, 'eve', address"
                        + " from access_person where "
                        + LOGIN)));
  }

  private static List<Tampering> cases() {
    return List.of(
        column(
            "{later}#",
            "a case that vanishes from searches",
            "delete from session_case where chain = '{later}'"),
        column(
            "{later}#",
            "a case that is found as another one",
            "update session_case set case_id = '4712' where chain = '{later}'"),
        column(
            "{later}#1",
            "a case moved to another line",
            "update session_case set seq = 1 where chain = '{later}'"),
        column(
            "{met}#1",
            "a case put into another session",
            "insert into session_case values ('{met}', 1, '4711')"),
        found(
            ROW_WITHOUT_LINE,
            "session_case {met}#99",
            "a case put into another session without a line",
            t -> t.sql("insert into session_case values ('{met}', 99, '4711')")));
  }

  private static List<Tampering> heads() {
    return List.of(
        found(
            HEAD_DIFFERS,
            "chain {held}",
            "a hold that the head no longer shows",
            t -> t.sql("update session_head set held = false where session_id = '{held}'")),
        found(
            HEAD_DIFFERS,
            "chain {met}",
            "a session that goes as another class",
            t ->
                t.sql(
                    "update session_head set retention_class = 'short', until_millis = 1,"
                        + " base_millis = 0 where session_id = '{met}'")));
  }

  private static List<Tampering> keys() {
    return List.of(
        found(
            ROW_MISSING,
            "{first}#",
            "a key that vanishes from the list",
            t -> t.sql("delete from api_key where name = 'desk'")),
        found(
            ROW_DIFFERS,
            "api_key ",
            "a key that nobody ended",
            t -> t.sql("update api_key set revoked_millis = created_millis")),
        found(
            ROW_WITHOUT_LINE,
            "api_key ",
            "a key that seems to be older",
            t -> t.sql("update api_key set created_millis = created_millis - 1")));
  }

  private static List<Tampering> bans() {
    return List.of(
        found(ROW_MISSING, "{first}#", "a ban that was taken away", t -> t.sql("delete from ban")),
        found(
            ROW_DIFFERS,
            "ban ~",
            "a lifted ban that was put back",
            t -> {
              String line = "chain = '{second}' and kind = 'BANNED'";
              String details =
                  new String(t.bytes("details", "access_line", line), StandardCharsets.UTF_8);
              t.sql(
                  "insert into ban (ban_id, until_millis, chain, seq) select ?, ?, chain, seq"
                      + " from access_line where "
                      + line,
                  details.replaceFirst(".*\"ban\":\"([^\"]+)\".*", "$1"),
                  Long.valueOf(details.replaceFirst(".*\"until\":\"([0-9]+)\".*", "$1")));
            }));
  }
}
