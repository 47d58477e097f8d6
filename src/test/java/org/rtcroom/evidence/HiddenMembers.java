package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_RECOMPUTED;
import static org.rtcroom.verifier.Finding.Kind.COLUMN_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.ENDING_FORGED;
import static org.rtcroom.verifier.Finding.Kind.ERASED_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.HEAD_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.PART_AFTER_ERASURE;
import static org.rtcroom.verifier.Finding.Kind.PERSONAL_PART_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.ROOT_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.TAIL_CUT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ways to hide that bob, who came with line 2 and left with line 3, was a member of {@code met}.
 */
final class HiddenMembers {

  private static final String CAME = "chain = '{met}' and seq = 2";
  private static final String OTHER = "chain = '{met}' and seq = 1";

  private HiddenMembers() {}

  static List<Tampering> all() {
    return Stream.of(lines(), parts(), columns()).flatMap(List::stream).toList();
  }

  private static List<Tampering> lines() {
    return List.of(
        found(
            TAIL_CUT,
            "{met}#",
            "a member's coming and leaving removed, and the chain made anew",
            t -> Forgery.remove(t, "session", "{met}", 2, 2)),
        found(
            ROOT_DIFFERS,
            "checkpoint {covering}",
            "a member's coming and leaving removed, with a chain and a leaf that fit",
            t -> {
              Forgery.remove(t, "session", "{met}", 2, 2);
              Forgery.fitLeaf(t, "{met}", "{covering}");
            }),
        found(
            CHAIN_RECOMPUTED,
            "{met}#5",
            "as many lines of another member in the place of a member's",
            t -> {
              for (int seq : new int[] {2, 3}) {
                t.sql(
                    "update session_line set kind = 'MEMBER_CHANGED', details = ?, commitment = ?"
                        + " where chain = '{met}' and seq = "
                        + seq,
                    t.bytes("details", "session_line", OTHER),
                    t.bytes("commitment", "session_line", OTHER));
                t.sql(
                    "update session_person set salt = ?, part = ?, user_id = 'ann'"
                        + " where chain = '{met}' and seq = "
                        + seq,
                    t.bytes("salt", "session_person", OTHER),
                    t.bytes("part", "session_person", OTHER));
              }
              Forgery.relink(t, "session", "{met}");
            }));
  }

  private static List<Tampering> parts() {
    return List.of(
        found(
            PERSONAL_PART_CHANGED,
            "{met}#1",
            "the personal parts of two members exchanged, with their columns",
            HiddenMembers::exchange),
        found(
            CHAIN_RECOMPUTED,
            "{met}#5",
            "the personal parts of two members exchanged, and the chain made anew",
            t -> {
              byte[] came = t.bytes("commitment", "session_line", CAME);
              byte[] other = t.bytes("commitment", "session_line", OTHER);
              exchange(t);
              t.sql("update session_line set commitment = ? where " + CAME, other);
              t.sql("update session_line set commitment = ? where " + OTHER, came);
              Forgery.relink(t, "session", "{met}");
            }),
        found(
            ERASED_WITHOUT_LINE,
            "{met}#2",
            "a member taken out of all sessions and access logs",
            t ->
                t.all(
                    "delete from session_person where user_id = 'bob'",
                    "delete from access_person where user_id = 'bob'")),
        found(
            ERASED_WITHOUT_LINE,
            "{met}#2",
            "a personal part emptied, but for its row",
            t ->
                t.sql(
                    "update session_person set salt = ?, part = ?, user_id = null, address = null"
                        + " where "
                        + CAME,
                    new byte[0],
                    new byte[0])),
        found(
            PART_AFTER_ERASURE,
            "{erased}#",
            "a part put back in the place of one that was erased",
            t ->
                t.sql(
                    "insert into session_person (chain, seq, salt, part)"
                        + " select '{erased}', (select min(l.seq) from session_line l"
                        + " where l.chain = '{erased}' and octet_length(l.commitment) > 0"
                        + " and not exists (select 1 from session_person p"
                        + " where p.chain = l.chain and p.seq = l.seq)), salt, part"
                        + " from session_person where "
                        + CAME)),
        found(
            ENDING_FORGED,
            "checkpoint ",
            "a member erased again by the document of another session's erasure",
            HiddenMembers::eraseAgain));
  }

  private static void exchange(Tamperer t) throws Exception {
    t.all(
        "update session_person set seq = 9999 where " + OTHER,
        "update session_person set seq = 1 where " + CAME,
        "update session_person set seq = 2 where chain = '{met}' and seq = 9999");
  }

  private static void eraseAgain(Tamperer t) throws Exception {
    String genuine = "subject = '{erased}'";
    String document = new String(t.bytes("document", "ending", genuine), StandardCharsets.UTF_8);
    t.sql(
        "insert into ending (place, number, subject, key_id, document, signature)"
            + " select 9999, number, '{met}', key_id, ?, signature from ending where "
            + genuine,
        document.replace(t.told("{erased}"), t.told("{met}")).getBytes(StandardCharsets.UTF_8));
    t.append(
        "session",
        "{met}",
        "ERASED",
        "{\"key\":\"restored\",\"keyId\":\"restored\",\"legalBasis\":\"b\",\"lines\":[2,3],"
            + "\"node\":\"node1\",\"reason\":\"r\"}");
    t.sql("delete from session_person where chain = '{met}' and seq in (2, 3)");
  }

  private static List<Tampering> columns() {
    return List.of(
        found(
            COLUMN_DIFFERS,
            "{met}#",
            "all columns emptied by which anybody is found",
            HiddenMembers::emptyColumns),
        found(
            HEAD_DIFFERS,
            "chain {met}",
            "all columns emptied by which anybody is found, as their heads say",
            HiddenMembers::emptyColumns),
        found(
            COLUMN_DIFFERS,
            "{met}#2",
            "a member who has another name in all columns",
            t ->
                t.all(
                    "update session_person set user_id = 'eve' where user_id = 'bob'",
                    "update access_person set user_id = 'eve' where user_id = 'bob'")));
  }

  private static void emptyColumns(Tamperer t) throws Exception {
    t.all(
        "update session_person set user_id = null, address = null",
        "update access_person set user_id = null, address = null",
        "delete from session_case",
        "update session_head set creator = null");
  }
}
