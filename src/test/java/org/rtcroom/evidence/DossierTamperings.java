package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.COLUMN_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.COVER_GONE;
import static org.rtcroom.verifier.Finding.Kind.LEAF_GONE;
import static org.rtcroom.verifier.Finding.Kind.PROOF_WRONG;
import static org.rtcroom.verifier.Finding.Kind.TAIL_CUT;
import static org.rtcroom.verifier.Finding.Kind.UNCOVERED_TOO_LONG;

import java.util.stream.Stream;

/**
 * Ways to have the service make and sign a dossier of {@code {met}} that says something else than
 * what was recorded. That session had ended, and was covered.
 */
final class DossierTamperings {

  private static final String LAST =
      "(select last_seq from session_head where session_id = '{met}')";

  private DossierTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(
        found(TAIL_CUT, "{met}#", "the last line removed", DossierTamperings::removeLast),
        found(
            COVER_GONE,
            "chain {met}",
            "the last line and all leaves removed",
            t -> {
              removeLast(t);
              removeLeaves(t, "");
            }),
        found(
            UNCOVERED_TOO_LONG,
            "{met}#0",
            "the last line and all leaves removed, the head set back",
            t -> {
              removeLast(t);
              removeLeaves(t, "");
              t.sql("update session_head set covered_seq = -1 where session_id = '{met}'");
            }),
        found(
            LEAF_GONE,
            "checkpoint {covering}",
            "the last line and its leaf removed, the head set back",
            t -> {
              removeLast(t);
              removeLeaves(t, " and number = {covering}");
              t.sql("update session_head set covered_seq = -1 where session_id = '{met}'");
            }),
        found(
            COVER_GONE,
            "chain {met}",
            "a line added and called covered",
            t -> {
              t.sql(
                  "insert into session_line (chain, seq, format, at_millis, kind, details,"
                      + " commitment, previous_hash, hash) select chain, seq + 1, format,"
                      + " at_millis, 'STATEMENT_MADE', details, commitment, hash, hash"
                      + " from session_line where chain = '{met}' and seq = "
                      + LAST);
              t.recompute(t.told("{met}"));
              t.sql("update session_head set covered_seq = last_seq where session_id = '{met}'");
            }),
        found(
            COLUMN_DIFFERS,
            "{met}#2",
            "a user whom no search finds",
            t ->
                t.sql(
                    "update session_person set user_id = null where chain = '{met}' and seq = 2")),
        found(
            PROOF_WRONG,
            "checkpoint {covering}",
            "the leaf changed",
            t ->
                t.edit(
                    "checkpoint_leaf",
                    "leaf",
                    "chain = '{met}' and number = {covering}",
                    text -> text.replace("\"closed\":1", "\"closed\":2"))),
        found(
            PROOF_WRONG,
            "checkpoint {covering}",
            "leaves of others removed, and all hashes",
            t -> {
              removeOthers(t);
              t.sql("update checkpoint set leaf_hashes = null where number = {covering}");
            }));
  }

  private static void removeLast(Tamperer t) throws Exception {
    t.sql("delete from session_line where chain = '{met}' and seq = " + LAST);
    t.sql(
        "update session_head set last_seq = last_seq - 1, last_hash = (select l.hash from"
            + " session_line l where l.chain = session_id and l.seq = session_head.last_seq - 1)"
            + " where session_id = '{met}'");
  }

  private static void removeLeaves(Tamperer t, String which) throws Exception {
    t.sql("delete from checkpoint_leaf where chain = '{met}'" + which);
  }

  /** Harms nobody else: their proofs are made of the hashes. */
  static void removeOthers(Tamperer t) throws Exception {
    t.sql("delete from checkpoint_leaf where number = {covering} and chain <> '{met}'");
  }

  /** Says that a witness saw everything. */
  static void addReceipts(Tamperer t) throws Exception {
    t.sql(
        "insert into witness_receipt (number, witness, at_millis, answer, checkpoint_hash,"
            + " signature) select number, 'tsa', at_millis, hash, hash, signature from checkpoint");
    t.sql(
        "insert into witness_receipt (number, witness, at_millis, answer, checkpoint_hash,"
            + " signature) select 9000000000000000000, 'url', at_millis, hash, hash, signature from"
            + " checkpoint where number = 0");
  }
}
