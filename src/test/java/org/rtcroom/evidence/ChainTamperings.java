package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.*;

import java.util.List;
import java.util.stream.Stream;

/** Ways to tamper with whole chains, their heads, and the rows that follow from lines. */
final class ChainTamperings {

  private static final String MET = "chain = '{met}' and seq = ";
  private static final String CUT = "delete from %1$s_line where chain = '{%2$s}' and seq >= %3$d";
  private static final String CUT_PART =
      "delete from %1$s_person where chain = '{%2$s}' and seq >= %3$d";

  private ChainTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(chains(), heads(), rows()).flatMap(List::stream);
  }

  private static List<Tampering> chains() {
    return List.of(
        found(
            TAIL_CUT,
            "{met}#",
            "a cut tail, and a head that fits",
            t -> {
              t.all(CUT.formatted("session", "met", 4), CUT_PART.formatted("session", "met", 4));
              t.sql(
                  "update session_head set closed_millis = null, reason = null, open_key = 'DOUBLE/met' where session_id = '{met}'");
              t.recompute("{met}");
            }),
        found(
            TAIL_CUT,
            "{held}#",
            "a hold without its line",
            t -> {
              t.sql("delete from session_person where chain = '{held}' and seq > 3");
              t.sql("delete from session_line where chain = '{held}' and kind = 'HELD'");
              t.sql("update session_head set held = false where session_id = '{held}'");
              t.recompute("{held}");
            }),
        found(
            TAIL_CUT,
            "{first}#",
            "a cut access log, and a head that fits",
            t -> {
              t.all(CUT.formatted("access", "first", 3), CUT_PART.formatted("access", "first", 3));
              t.sql(
                  "update access_head set last_seq = 2, last_hash = ? where chain = '{first}'",
                  t.bytes("hash", "access_line", "chain = '{first}' and seq = 2"));
            }),
        found(
            CHAIN_REMOVED,
            "chain {met}",
            "a removed session",
            t ->
                t.all(
                    "delete from session_line where chain = '{met}'",
                    "delete from session_person where chain = '{met}'",
                    "delete from session_head where session_id = '{met}'")),
        found(
            CHAIN_REMOVED,
            "chain {first}",
            "a removed access log",
            t ->
                t.all(
                    "delete from access_line where chain = '{first}'",
                    "delete from access_person where chain = '{first}'",
                    "delete from access_head where chain = '{first}'")),
        found(
            ROOT_DIFFERS,
            "checkpoint {covering}",
            "a session removed with its leaves",
            t ->
                t.all(
                    "delete from session_line where chain = '{met}'",
                    "delete from session_person where chain = '{met}'",
                    "delete from session_head where session_id = '{met}'",
                    "delete from checkpoint_leaf where chain = '{met}'")),
        found(
            CHAIN_RECOMPUTED,
            "{met}#5",
            "a chain made anew",
            t -> {
              t.edit("session_line", "details", MET + 3, text -> text.replace("LEFT", "LAPSED"));
              t.recompute("{met}");
            }),
        found(
            TOMBSTONE_FORGED,
            "tombstone of chain {met}",
            "a purge with a tombstone nobody signed",
            t ->
                t.all(
                    "insert into tombstone select chain, details, hash, 'k', at_millis from session_line where "
                        + MET
                        + 5,
                    "delete from session_line where chain = '{met}'",
                    "delete from session_person where chain = '{met}'",
                    "delete from session_head where session_id = '{met}'")),
        found(
            TOMBSTONE_WITHOUT_RIGHT,
            "tombstone of chain {met}",
            "a purge without right, signed by whoever has the key",
            t -> {
              byte[] body = t.tombstone("{met}", 5);
              t.sql(
                  "insert into tombstone select '{met}', ?, ?, max(key_id), 0 from checkpoint",
                  body,
                  t.signature("rtcroom.tombstone", body));
              t.all(
                  "delete from session_line where chain = '{met}'",
                  "delete from session_person where chain = '{met}'",
                  "delete from session_head where session_id = '{met}'");
            }));
  }

  private static List<Tampering> heads() {
    String where = " where session_id = '{met}'";
    return List.of(
        found(
            HEAD_DIFFERS,
            "chain {met}",
            "another reason in a head",
            t -> t.sql("update session_head set reason = 'IDLE'" + where)),
        found(
            HEAD_DIFFERS,
            "chain {met}",
            "another creator in a head",
            t -> t.sql("update session_head set creator = 'eve'" + where)),
        found(
            HEAD_DIFFERS,
            "chain {met}",
            "a room that nobody erased under a pseudonym",
            t -> t.sql("update session_head set room_id = '~00'" + where)),
        found(
            HEAD_DIFFERS,
            "chain {erased}",
            "an erased room under another's pseudonym",
            t -> t.sql("update session_head set room_id = '~00' where room_id like '~%'")),
        found(
            HEAD_DIFFERS,
            "chain {met}",
            "a session opened again",
            t ->
                t.sql(
                    "update session_head set closed_millis = null, reason = null, open_key = 'DOUBLE/met'"
                        + where)),
        found(
            HEAD_DIFFERS,
            "chain {first}",
            "another node in a head",
            t -> t.sql("update access_head set node = 'node2' where chain = '{first}'")),
        found(
            HEAD_MISSING,
            "chain {met}",
            "lines without their head",
            t -> t.sql("delete from session_head" + where)),
        found(
            HEAD_WITHOUT_LINES,
            "chain 019a0000",
            "a head without lines",
            t ->
                t.sql(
                    "insert into session_head (session_id, family, space, room_id, opened_millis, last_seq, last_hash,"
                        + " snapshot_seq) select '019a0000', family, space, room_id, opened_millis, last_seq, last_hash,"
                        + " snapshot_seq from session_head"
                        + where)));
  }

  private static List<Tampering> rows() {
    return List.of(
        found(
            ROW_WITHOUT_LINE,
            "api_key stolen",
            "a key without its line",
            t ->
                t.sql(
                    "insert into api_key select 'stolen', name, 'ADMIN', 'f00d', created_millis, expires_millis,"
                        + " null, chain, seq from api_key where name = 'desk'")),
        found(
            ROW_WITHOUT_LINE,
            "api_key ",
            "a key with more roles than its line gives",
            t -> t.sql("update api_key set roles = 'ADMIN' where name = 'desk'")),
        found(
            ROW_WITHOUT_LINE,
            "api_key ",
            "a key that runs out later than its line says",
            t -> t.sql("update api_key set expires_millis = expires_millis + 1")),
        found(
            ROW_WITHOUT_LINE,
            "ban ~00",
            "a ban without its line",
            t ->
                t.sql(
                    "insert into ban (ban_id, until_millis, chain, seq)"
                        + " select '~00', until_millis, '', 0 from ban")),
        found(
            ROW_WITHOUT_LINE,
            "ban ~00",
            "a ban that borrows another's line",
            t -> t.sql("update ban set ban_id = '~00'")),
        found(
            ROW_WITHOUT_LINE,
            "ban ~",
            "a ban that ends earlier than its line says",
            t -> t.sql("update ban set until_millis = until_millis - 1")));
  }
}
