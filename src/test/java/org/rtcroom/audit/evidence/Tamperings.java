package org.rtcroom.audit.evidence;

import static org.rtcroom.audit.evidence.Tampering.found;
import static org.rtcroom.audit.evidence.Tampering.restored;
import static org.rtcroom.audit.evidence.Tampering.witnessed;
import static org.rtcroom.verifier.Finding.Kind.*;

import java.util.List;
import java.util.stream.Stream;

/**
 * The ways in which somebody who owns the database, but not the signing key, may tamper with it.
 */
final class Tamperings {

  private static final String MET = "chain = '{met}' and seq = ";
  private static final String CUT = "delete from %1$s_line where chain = '{%2$s}' and seq >= %3$d";
  private static final String CUT_PART =
      "delete from %1$s_person where chain = '{%2$s}' and seq >= %3$d";

  private Tamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(lines(), parts(), chains(), heads(), rows(), checkpoints(), witnessed())
        .flatMap(List::stream);
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
                  "update session_line set seq = seq - 1 where chain = '{met}' and seq > 2",
                  "update session_person set seq = seq - 1 where chain = '{met}' and seq > 2");
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
            "{first}#2",
            "another user in a line of the access log",
            t ->
                t.edit(
                    "access_person",
                    "part",
                    "chain = '{first}' and seq = 2",
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
                        + " from access_person where chain = '{first}' and seq = 2")),
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
            "ban DOUBLE/banned/ann",
            "a ban without its line",
            t ->
                t.sql(
                    "insert into ban select space, room_id, 'ann', until_millis, '', 0 from ban")),
        found(
            ROW_WITHOUT_LINE,
            "ban DOUBLE/banned/ann",
            "a ban that borrows another's line",
            t -> t.sql("update ban set user_id = 'ann'")),
        found(
            ROW_WITHOUT_LINE,
            "ban DOUBLE/banned/bob",
            "a ban that ends earlier than its line says",
            t -> t.sql("update ban set until_millis = until_millis - 1")));
  }

  private static List<Tampering> checkpoints() {
    return List.of(
        found(
            CHECKPOINT_MISSING,
            "checkpoint 1",
            "a removed checkpoint",
            t ->
                t.all(
                    "delete from checkpoint where number = 1",
                    "delete from checkpoint_leaf where number = 1")),
        found(
            CHECKPOINT_CHANGED,
            "checkpoint 1",
            "a changed checkpoint",
            t ->
                t.edit(
                    "checkpoint",
                    "body",
                    "number = 1",
                    text -> text.replace("\"time\":1", "\"time\":2"))),
        found(
            CHECKPOINT_FORGED,
            "checkpoint {last}",
            "a forged checkpoint",
            t -> {
              t.edit(
                  "checkpoint",
                  "body",
                  "number = {last}",
                  text -> text.replace("\"time\":1", "\"time\":2"));
              t.rehashCheckpoint("{last}");
            }),
        found(
            CHECKPOINT_DOUBLED,
            "checkpoint 1",
            "a doubled checkpoint",
            t ->
                t.sql(
                    "insert into checkpoint select {last} + 1, body, signature, hash, key_id, at_millis, leaves"
                        + " from checkpoint where number = 1")),
        found(
            ROOT_DIFFERS,
            "checkpoint {covering}",
            "a changed leaf",
            t ->
                t.edit(
                    "checkpoint_leaf",
                    "leaf",
                    "chain = '{met}' and number = {covering}",
                    text -> text.replace("\"closed\":1", "\"closed\":2"))),
        found(
            ROOT_DIFFERS,
            "checkpoint {covering}",
            "a removed leaf",
            t ->
                t.sql("delete from checkpoint_leaf where chain = '{met}' and number = {covering}")),
        found(
            ROOT_DIFFERS,
            "checkpoint 1",
            "an added leaf",
            t ->
                t.sql(
                    "insert into checkpoint_leaf select 1, '019a0000', leaf from checkpoint_leaf where chain = '{met}'"
                        + " and number = {covering}")),
        found(
            KEY_CHANGE_FORGED,
            "key {forger}",
            "another key slipped in",
            t ->
                t.sql(
                    "insert into key_document values (0, 'CHANGE', 1, 'k', ?, ?, ?)",
                    t.keyChange(),
                    new byte[64],
                    new byte[64])));
  }

  private static List<Tampering> witnessed() {
    return List.of(
        restored(
            CUT_BACK,
            "checkpoint {next}",
            "an old backup, or file and database cut to the same point"),
        Tampering.witnessed(
            CUT_BACK,
            "checkpoint {last}",
            "the last checkpoint removed",
            t ->
                t.all(
                    "delete from checkpoint where number = {last}",
                    "delete from checkpoint_leaf where number = {last}")),
        Tampering.witnessed(
            TWO_HISTORIES,
            "checkpoint {last}",
            "another history, signed by whoever has the key",
            t -> {
              t.edit(
                  "checkpoint",
                  "body",
                  "number = {last}",
                  text ->
                      text.replaceAll("\"clockDifference\":-?[0-9]+", "\"clockDifference\":77777"));
              t.sign("{last}");
            }));
  }
}
