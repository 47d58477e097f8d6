package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.verifier.Finding.Kind.ACT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_RECOMPUTED;
import static org.rtcroom.verifier.Finding.Kind.COLUMN_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.ERASED_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.LINE_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.PERSONAL_PART_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.ROOT_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.START_NOT_FOLLOWING;
import static org.rtcroom.verifier.Finding.Kind.TAIL_CUT;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to hide that bob, who was banned, was refused: a line of the first access log. */
final class HiddenRefusals {

  private static final String REFUSED =
      "chain = '{first}' and seq = (select min(seq) from access_line"
          + " where chain = '{first}' and kind = 'REFUSED')";

  private HiddenRefusals() {}

  static List<Tampering> all() {
    return Stream.of(lines(), parts(), ends()).flatMap(List::stream).toList();
  }

  private static List<Tampering> lines() {
    return List.of(
        found(
            TAIL_CUT,
            "{first}#",
            "a refusal removed, and the access log made anew",
            t -> Forgery.remove(t, "access", "{first}", refused(t), 1)),
        found(
            START_NOT_FOLLOWING,
            "{second}#0",
            "a refusal removed, and the access log made anew, which the next one names",
            t -> Forgery.remove(t, "access", "{first}", refused(t), 1)),
        found(
            LINE_CHANGED,
            "{first}#",
            "a refusal that is said to be of another minute",
            t -> edit(t, text -> text.replaceFirst("\"minute\":1", "\"minute\":2"))),
        remade(
            "a refusal of another minute",
            t -> edit(t, text -> text.replaceFirst("\"minute\":1", "\"minute\":2"))),
        remade(
            "a refusal counted down to none",
            t -> edit(t, text -> text.replaceFirst("\"count\":[0-9]+", "\"count\":0"))),
        remade(
            "a refusal of another operation and code",
            t ->
                edit(
                    t,
                    text ->
                        text.replaceFirst("\"code\":-?[0-9]+", "\"code\":0")
                            .replaceFirst("\"operation\":\"", "\"operation\":\"x"))),
        remade(
            "a refusal told as a logout",
            t -> t.sql("update access_line set kind = 'LOGGED_OUT' where " + REFUSED)));
  }

  private static Tampering remade(String name, Tampering.Act act) {
    return found(
        CHAIN_RECOMPUTED,
        "{first}#",
        name + ", and the access log made anew",
        t -> {
          act.on(t);
          Forgery.relink(t, "access", "{first}");
        });
  }

  private static long refused(Tamperer t) throws Exception {
    return t.number("select seq from access_line where " + REFUSED);
  }

  private static void edit(Tamperer t, UnaryOperator<String> change) throws Exception {
    t.edit("access_line", "details", "chain = '{first}' and seq = " + refused(t), change);
  }

  private static List<Tampering> parts() {
    String login = "chain = '{first}' and seq = {login}";
    return List.of(
        found(
            PERSONAL_PART_CHANGED,
            "{first}#",
            "a refusal of another user, by the part of a login",
            t ->
                t.sql(
                    "update access_person set salt = ?, part = ?, user_id = 'ann' where "
                        + "chain = '{first}' and seq = "
                        + refused(t),
                    t.bytes("salt", "access_person", login),
                    t.bytes("part", "access_person", login))),
        found(
            ERASED_WITHOUT_LINE,
            "{first}#",
            "a refusal of nobody",
            t ->
                t.sql("delete from access_person where chain = '{first}' and seq = " + refused(t))),
        found(
            COLUMN_DIFFERS,
            "{first}#",
            "a refusal that no dossier finds",
            t ->
                t.sql(
                    "update access_person set user_id = null where chain = '{first}' and seq = "
                        + refused(t))));
  }

  private static List<Tampering> ends() {
    return List.of(
        found(
            TAIL_CUT,
            "{first}#",
            "an access log that ends where the old export ends it",
            HiddenRefusals::cut),
        found(
            ROOT_DIFFERS,
            "checkpoint {logged}",
            "an access log that ends where the old export ends it, with its leaves",
            t -> {
              cut(t);
              t.sql("delete from checkpoint_leaf where chain = '{first}' and number > {old}");
            }),
        found(
            CHAIN_RECOMPUTED,
            "{second}#",
            "an access log that ends where the old export ends it, as the next start says",
            t -> {
              cut(t);
              nameEnd(t);
              t.sql("delete from checkpoint_leaf where chain = '{first}' and number > {old}");
            }),
        found(
            ACT_FORGED,
            "{first}#",
            "an access log ended by a line under the signature of another act",
            t -> {
              cut(t);
              t.append("access", "{first}", "LOG_ENDED", ended(t));
            }),
        found(
            ACT_FORGED,
            "{second}#",
            "an access log that ends where the old export ends it, and no checkpoint since",
            t -> {
              cut(t);
              nameEnd(t);
              Forgery.cutCheckpoints(t, "{old}");
            }));
  }

  /** Whatever was refused since is gone. */
  private static void cut(Tamperer t) throws Exception {
    Forgery.cut(t, "access", "{first}", Forgery.ended(t, "{first}", "{old}"));
  }

  /**
   * The next start names another end of the log before; acts in its log are signed as they were.
   */
  private static void nameEnd(Tamperer t) throws Exception {
    String hash =
        HexFormat.of().formatHex(t.bytes("last_hash", "access_head", "chain = '{first}'"));
    long seq = t.number("select last_seq from access_head where chain = '{first}'");
    t.edit(
        "access_line",
        "details",
        "chain = '{second}' and seq = 0",
        text ->
            text.replaceFirst("\"previousHash\":\"[0-9a-f]+\"", "\"previousHash\":\"" + hash + "\"")
                .replaceFirst("\"previousSeq\":[0-9]+", "\"previousSeq\":" + seq));
    Forgery.relink(t, "access", "{second}");
  }

  /** What another node would say, under the signature by which a key was given out. */
  private static String ended(Tamperer t) throws Exception {
    String act =
        new String(
            t.bytes(
                "details",
                "access_line",
                "kind = 'KEY_CREATED' and chain = '{first}' and seq = (select min(seq)"
                    + " from access_line where kind = 'KEY_CREATED' and chain = '{first}')"),
            StandardCharsets.UTF_8);
    String signed =
        act.replaceFirst(".*(\"signature\":\"[0-9a-f]+\",\"signedBy\":\"[0-9a-f]+\").*", "$1");
    return "{\"by\":\"node2\",\"node\":\"node1\"," + signed + "}";
  }
}
