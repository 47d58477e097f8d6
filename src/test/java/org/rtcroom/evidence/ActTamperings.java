package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.ACT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.ERASED_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.RESTORED_FORGED;
import static org.rtcroom.verifier.Finding.Kind.ROOT_DIFFERS;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Lines that make the record say less or give rights, added with the right hashes. */
final class ActTamperings {

  private static final String BY = "\"key\":\"a\",\"keyId\":\"%s\",\"node\":\"node1\"";
  private static final String NO_PART = "delete from session_person where chain = '{held}'";

  private ActTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(sessions(), accessLogs(), restores()).flatMap(List::stream);
  }

  private static List<Tampering> sessions() {
    return List.of(
        found(
            ACT_FORGED, "{held}#", "an erasure from a session that is held", ActTamperings::erase),
        found(
            ERASED_WITHOUT_LINE,
            "{held}#0",
            "an erasure that nobody signed, and what it erased",
            ActTamperings::erase),
        found(
            ACT_FORGED,
            "{held}#",
            "a hold lifted by two keys that nobody gave out",
            t -> {
              t.append("session", "{held}", "LIFT_AGREED", lift("x1"));
              t.append("session", "{held}", "LIFT_AGREED", lift("x2"));
              t.sql("update session_head set held = false where session_id = '{held}'");
            }),
        found(
            ACT_FORGED,
            "{held}#",
            "a hold lifted by copies of a genuine act",
            t -> {
              String hold =
                  t.text("select seq from session_line where chain = '{held}' and kind = 'HELD'");
              byte[] genuine =
                  t.bytes("details", "session_line", t.told("chain = '{held}' and seq = " + hold));
              String details = new String(genuine, StandardCharsets.UTF_8);
              t.append("session", "{held}", "LIFT_AGREED", details);
            }),
        found(
            ACT_FORGED,
            "{met}#",
            "a retention that ended long ago",
            t -> {
              t.append(
                  "session",
                  "{met}",
                  "RETENTION_SET",
                  "{\"base\":0,\"class\":\"standard\"," + BY.formatted("x1") + ",\"until\":0}");
              t.sql(
                  "update session_head set base_millis = 0, until_millis = 0"
                      + " where session_id = '{met}'");
            }),
        found(
            ACT_FORGED,
            "{met}#",
            "a hold that nobody set",
            t -> t.append("session", "{met}", "HELD", lift("x1"))));
  }

  private static void erase(Tamperer t) throws Exception {
    t.append(
        "session",
        "{held}",
        "ERASED",
        "{"
            + BY.formatted("demo")
                .replace(",\"node\"", ",\"legalBasis\":\"b\",\"lines\":[0,1,2],\"node\"")
            + ",\"reason\":\"r\"}");
    t.sql(NO_PART);
    t.sql("update session_head set creator = null where session_id = '{held}'");
  }

  private static String lift(String key) {
    return "{" + BY.formatted(key) + ",\"reason\":\"r\"}";
  }

  private static List<Tampering> accessLogs() {
    return List.of(
        found(
            ACT_FORGED,
            "{second}#",
            "a key of the attacker's own, with its line",
            t -> {
              t.append(
                  "access",
                  "{second}",
                  "KEY_CREATED",
                  "{\"expires\":4102444800000,\"hmac\":\"00\",\"id\":\"x1\",\"key\":\"demo\","
                      + "\"keyId\":\"demo\",\"name\":\"n\",\"roles\":\"ADMIN\"}");
              t.sql(
                  "insert into api_key (key_id, name, roles, hmac, created_millis, expires_millis,"
                      + " chain, seq) select 'x1', 'n', 'ADMIN', '00', at_millis, 4102444800000,"
                      + " chain, seq from access_line where chain = '{second}'"
                      + " and kind = 'KEY_CREATED'");
            }),
        accessLog("KEY_REVOKED", "{\"id\":\"x1\",\"key\":\"demo\",\"keyId\":\"demo\"}"),
        accessLog("BANNED", "{\"ban\":\"~00\",\"until\":\"9\"}"),
        accessLog("UNBANNED", "{\"ban\":\"~00\"}"),
        accessLog("RETENTION_RULE", "{\"node\":\"node1\",\"period\":1,\"retention\":\"standard\"}"),
        accessLog(
            "ERASED",
            "{\"chain\":\"{first}\",\"key\":\"a\",\"keyId\":\"demo\",\"legalBasis\":\"b\","
                + "\"lines\":[1],\"reason\":\"r\"}"),
        accessLog("RESTORED", "{\"database\":\"-1\",\"file\":\"9\"}"));
  }

  private static Tampering accessLog(String kind, String details) {
    return found(
        ACT_FORGED,
        "{second}#",
        "a line " + kind + " that nobody signed",
        t -> t.append("access", "{second}", kind, details));
  }

  private static List<Tampering> restores() {
    return List.of(
        found(
            ROOT_DIFFERS,
            "checkpoint 0",
            "leaves that a line RESTORED excuses",
            t -> {
              t.append("access", "{second}", "RESTORED", "{\"database\":\"-1\",\"file\":\"0\"}");
              t.sql("delete from checkpoint_leaf where number = 0");
            }),
        found(
            RESTORED_FORGED,
            "checkpoint {next}",
            "leaves that a document excuses which nobody signed",
            t -> {
              String document =
                  "{\"database\":{covering},\"file\":{last},\"hash\":\"%s\",\"number\":{next},\"sessions\":0}"
                      .replace(
                          "%s",
                          HexFormat.of()
                              .formatHex(t.bytes("hash", "checkpoint", t.told("number = {last}"))));
              t.sql(
                  "insert into key_document select 99, 'RESTORED', {next}, max(key_id), ?, ?, ?"
                      + " from checkpoint",
                  t.told(document).getBytes(StandardCharsets.UTF_8),
                  new byte[64],
                  new byte[0]);
              t.sql("delete from checkpoint_leaf where number > {covering}");
            }));
  }
}
