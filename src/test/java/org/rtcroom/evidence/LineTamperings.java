package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.*;

import java.util.List;
import java.util.stream.Stream;

/** Ways to tamper with single lines and their personal parts. */
final class LineTamperings {

  private static final String MET = "chain = '{met}' and seq = ";

  private LineTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(lines(), parts()).flatMap(List::stream);
  }

  private static List<Tampering> lines() {
    return List.of(
        found(
            LINE_CHANGED,
            "{met}#3",
            "a changed line",
            t ->
                t.edit("session_line", "details", MET + 3, text -> text.replace("LEFT", "LAPSED"))),
        found(
            LINE_CHANGED,
            "{met}#3",
            "a changed time",
            t -> t.sql("update session_line set at_millis = at_millis + 1 where " + MET + 3)),
        found(
            LINE_CHANGED,
            "{met}#4",
            "a changed kind",
            t -> t.sql("update session_line set kind = 'BARRED' where " + MET + 4)),
        found(
            LINE_CHANGED,
            "{first}#0",
            "another program in a start's line",
            t ->
                t.edit(
                    "access_line",
                    "details",
                    "chain = '{first}' and seq = 0",
                    text -> text.replace("\"war\":\"", "\"war\":\"0"))),
        found(
            LINE_CHANGED,
            "{second}#0",
            "other settings in a start's line",
            t ->
                t.edit(
                    "access_line",
                    "details",
                    "chain = '{second}' and seq = 0",
                    text -> text.replace("\"settings\":\"", "\"settings\":\"0"))),
        found(
            LINE_NOT_FOLLOWING,
            "{met}#4",
            "a changed line with a hash that fits it",
            t -> {
              t.edit("session_line", "details", MET + 3, text -> text.replace("LEFT", "LAPSED"));
              t.rehash("{met}", 3);
            }),
        found(
            LINE_MISSING,
            "{met}#2",
            "a deleted line",
            t -> t.sql("delete from session_line where " + MET + 2)),
        found(
            CHAIN_RECOMPUTED,
            "{met}#5",
            "an inserted line, and the chain made anew",
            t -> {
              t.all(
                  "update session_line set seq = seq + 100 where chain = '{met}' and seq >= 4",
                  "insert into session_line select chain, 4, format, at_millis, kind, details, commitment,"
                      + " previous_hash, hash from session_line where "
                      + MET
                      + 3,
                  "update session_line set seq = seq - 99 where chain = '{met}' and seq >= 100",
                  "update session_person set seq = seq + 100 where chain = '{met}' and seq >= 4",
                  "update session_person set seq = seq - 99 where chain = '{met}' and seq >= 100",
                  "insert into session_person select chain, 4, salt, part, user_id, address"
                      + " from session_person where "
                      + MET
                      + 3);
              t.recompute("{met}");
            }),
        found(
            TAIL_CUT,
            "{met}#",
            "a deleted line, and the chain made anew",
            t -> {
              t.all(
                  "delete from session_line where " + MET + 2,
                  "delete from session_person where " + MET + 2,
                  "update session_line set seq = -seq where chain = '{met}' and seq > 2",
                  "update session_line set seq = -seq - 1 where chain = '{met}' and seq < 0",
                  "update session_person set seq = -seq where chain = '{met}' and seq > 2",
                  "update session_person set seq = -seq - 1 where chain = '{met}' and seq < 0");
              t.recompute("{met}");
            }),
        found(
            LINE_CHANGED,
            "{met}#1",
            "two lines in the other order",
            t ->
                t.all(
                    "update session_line set seq = 99 where " + MET + 1,
                    "update session_line set seq = 1 where " + MET + 2,
                    "update session_line set seq = 2 where " + MET + 99)),
        found(
            UNCOVERED_TOO_LONG,
            "{past}#0",
            "a session invented for the past",
            t -> {
              t.all(
                  "insert into session_line select replace(chain, substr(chain, 1, 8), '019a0000'), seq, format,"
                      + " at_millis - 7200000, kind, details, commitment, previous_hash, hash from session_line where chain = '{met}'",
                  "insert into session_person select replace(chain, substr(chain, 1, 8), '019a0000'), seq, salt, part,"
                      + " user_id, address from session_person where chain = '{met}'",
                  "insert into session_head (session_id, family, space, room_id, creator, opened_millis,"
                      + " activated_millis, closed_millis, reason, last_seq, last_hash, snapshot_seq)"
                      + " select replace(session_id, substr(session_id, 1, 8), '019a0000'), family, space, room_id, creator,"
                      + " opened_millis - 7200000, activated_millis - 7200000, closed_millis - 7200000, reason,"
                      + " last_seq, last_hash, snapshot_seq from session_head where session_id = '{met}'");
              t.recompute(t.told("{met}").replaceFirst("^.{8}", "019a0000"));
            }));
  }

  private static List<Tampering> parts() {
    return List.of(
        found(
            PERSONAL_PART_CHANGED,
            "{met}#2",
            "another user in a line",
            t -> t.edit("session_person", "part", MET + 2, text -> text.replace("bob", "eve"))),
        found(
            PERSONAL_PART_CHANGED,
            "{first}#{login}",
            "another user in a line of the access log",
            t ->
                t.edit(
                    "access_person",
                    "part",
                    "chain = '{first}' and seq = {login}",
                    text -> text.replace("\"user\":\"", "\"user\":\"x"))),
        found(
            ERASED_WITHOUT_LINE,
            "{met}#2",
            "a personal part deleted for no reason",
            t -> t.sql("delete from session_person where " + MET + 2)),
        found(
            PERSONAL_PART_UNCOMMITTED,
            "{first}#0",
            "a personal part for a line that had none",
            t ->
                t.sql(
                    "insert into access_person select chain, 0, salt, part, user_id, address"
                        + " from access_person where chain = '{first}' and seq = {login}")),
        found(
            SALT_LENGTH,
            "{met}#2",
            "a boundary moved between salt and personal part",
            t -> {
              byte[] salt = t.bytes("salt", "session_person", MET + 2);
              byte[] part = t.bytes("part", "session_person", MET + 2);
              t.sql(
                  "update session_person set salt = ? where " + MET + 2,
                  Tamperer.joined(salt, part, 17, true));
              t.sql(
                  "update session_person set part = ? where " + MET + 2,
                  Tamperer.joined(salt, part, 17, false));
            }),
        found(
            TAIL_CUT,
            "{erased}#",
            "an erasure without its line",
            t -> {
              t.sql("delete from session_person where chain = '{erased}' and seq > 3");
              t.sql("delete from session_line where chain = '{erased}' and kind = 'ERASED'");
              t.recompute("{erased}");
            }));
  }
}
