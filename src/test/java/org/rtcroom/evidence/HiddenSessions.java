package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.evidence.Tampering.witnessed;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_RECOMPUTED;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_REMOVED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.CUT_BACK;
import static org.rtcroom.verifier.Finding.Kind.HEAD_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.PERSONAL_PART_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.ROOT_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.SESSIONS_MISCOUNTED;
import static org.rtcroom.verifier.Finding.Kind.TAIL_CUT;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_WITHOUT_RIGHT;

import java.util.List;
import java.util.stream.Stream;

/** Ways to hide one session, or how it went on since an old export. */
final class HiddenSessions {

  private static final String OF_MET = "chain = '{met}' and seq = ";
  private static final String LEAVES_OF_MET = "delete from checkpoint_leaf where chain = '{met}'";

  private HiddenSessions() {}

  static List<Tampering> all() {
    return Stream.of(putBack(), removed(), disguised()).flatMap(List::stream).toList();
  }

  private static List<Tampering> putBack() {
    return List.of(
        found(
            TAIL_CUT,
            "{banned}#",
            "a session as the old export shows it, with its head",
            HiddenSessions::putBack),
        found(
            ROOT_DIFFERS,
            "checkpoint {leaving}",
            "a session as the old export shows it, with its head and leaves",
            t -> {
              putBack(t);
              t.sql("delete from checkpoint_leaf where chain = '{banned}' and number > {old}");
            }),
        found(
            CHECKPOINT_FORGED,
            "checkpoint {after}",
            "a session as the old export shows it, and a checkpoint under a signature of that time",
            t -> {
              putBack(t);
              t.sql(
                  "update checkpoint set signature = ? where number = {after}",
                  t.bytes("signature", "checkpoint", "number = {old}"));
              t.rehashCheckpoint("{after}");
            }),
        witnessed(
            CUT_BACK,
            "checkpoint {after}",
            "a session as the old export shows it, and no checkpoint since",
            t -> {
              putBack(t);
              Forgery.cutCheckpoints(t, "{old}");
            }),
        witnessed(
            CUT_BACK,
            "checkpoint {after}",
            "a session removed that the old export does not have, and all checkpoints since",
            t -> {
              Forgery.removeSession(t, "{later}");
              Forgery.cutCheckpoints(t, "{old}");
            }));
  }

  /** The room was open then, and its creator in it. */
  private static void putBack(Tamperer t) throws Exception {
    Forgery.cut(t, "session", "{banned}", Forgery.ended(t, "{banned}", "{old}"));
    t.sql(
        "update session_head set closed_millis = null, reason = null, open_key = 'DOUBLE/banned'"
            + " where session_id = '{banned}'");
  }

  private static List<Tampering> removed() {
    return List.of(
        found(
            CHECKPOINT_FORGED,
            "checkpoint {covering}",
            "a session removed, and all checkpoints over it made anew but for the signatures",
            t -> {
              Forgery.removeSession(t, "{met}");
              t.sql(LEAVES_OF_MET);
              Forgery.remakeCheckpoints(t, "{covering}");
            }),
        found(
            SESSIONS_MISCOUNTED,
            "leaves",
            "a session removed with its leaves, whose number the counts of checkpoints still have",
            t -> {
              Forgery.removeSession(t, "{met}");
              t.sql(LEAVES_OF_MET);
            }),
        found(
            CHAIN_REMOVED,
            "chain {met}",
            "a session under another id, with a chain and a head that fit",
            t -> {
              for (String table : List.of("session_line", "session_person")) {
                t.sql("update " + table + " set chain = '{past}' where chain = '{met}'");
              }
              t.sql("update session_head set session_id = '{past}' where session_id = '{met}'");
              Forgery.relink(t, "session", "{past}");
            }),
        found(
            TAIL_CUT,
            "{met}#",
            "another session put in the place of one",
            t -> {
              Forgery.removeSession(t, "{met}");
              for (String table : List.of("session_line", "session_person")) {
                t.sql("update " + table + " set chain = '{met}' where chain = '{covered}'");
              }
              t.sql("update session_head set session_id = '{met}' where session_id = '{covered}'");
              Forgery.relink(t, "session", "{met}");
            }),
        found(
            TOMBSTONE_WITHOUT_RIGHT,
            "tombstone of chain {met}",
            "a session removed under the genuine tombstone of another one",
            t -> {
              byte[] body = t.tombstone("{covered}", 3);
              t.sql(
                  "insert into tombstone select '{met}', ?, ?, max(key_id), 0 from checkpoint",
                  body,
                  t.signature("rtcroom.tombstone", body));
              Forgery.removeSession(t, "{met}");
            }));
  }

  private static List<Tampering> disguised() {
    return List.of(
        found(
            HEAD_DIFFERS,
            "chain {met}",
            "a session that is listed under another room and user",
            t ->
                t.sql(
                    "update session_head set room_id = 'other', creator = 'eve'"
                        + " where session_id = '{met}'")),
        found(
            PERSONAL_PART_CHANGED,
            "{met}#0",
            "a session moved to another's room by the part of its first line",
            HiddenSessions::takeRoom),
        found(
            CHAIN_RECOMPUTED,
            "{met}#5",
            "a session moved to another's room, and the chain made anew",
            t -> {
              takeRoom(t);
              t.sql(
                  "update session_line set commitment = ? where " + OF_MET + 0,
                  t.bytes("commitment", "session_line", "chain = '{covered}' and seq = 0"));
              Forgery.relink(t, "session", "{met}");
            }),
        found(
            ROOT_DIFFERS,
            "checkpoint {covering}",
            "a meeting told as an opening that failed, with a chain and a leaf that fit",
            t -> {
              t.sql("update session_line set kind = 'OPENING' where " + OF_MET + 0);
              t.edit(
                  "session_line",
                  "details",
                  OF_MET + 5,
                  text ->
                      text.replaceFirst("\"reason\":\"[A-Z_]+\"", "\"reason\":\"GROUP_FAILED\""));
              t.sql("update session_head set reason = 'GROUP_FAILED' where session_id = '{met}'");
              Forgery.relink(t, "session", "{met}");
              Forgery.fitLeaf(t, "{met}", "{covering}");
            }));
  }

  private static void takeRoom(Tamperer t) throws Exception {
    String other = "chain = '{covered}' and seq = 0";
    t.sql(
        "update session_person set salt = ?, part = ? where " + OF_MET + "0",
        t.bytes("salt", "session_person", other),
        t.bytes("part", "session_person", other));
    t.sql("update session_head set room_id = 'covered' where session_id = '{met}'");
  }
}
