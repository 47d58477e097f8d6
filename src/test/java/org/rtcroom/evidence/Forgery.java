package org.rtcroom.evidence;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.rtcroom.checkpoint.MerkleTree;

/**
 * What takes more than one statement, and no signing key: whole chains and checkpoints made anew,
 * so that all hashes fit. {@code sort} is {@code session} or {@code access}.
 */
final class Forgery {

  /** More lines than a chain of these tests has. */
  private static final int ASIDE = 10_000;

  private Forgery() {}

  /** Makes all hashes of a chain and its head fit, from its first line on. */
  static void relink(Tamperer t, String sort, String chain) throws SQLException {
    String table = sort + "_line";
    byte[] previous = new byte[32];
    long last = t.number("select max(seq) from " + table + " where chain = '" + chain + "'");
    for (long seq = 0; seq <= last; seq++) {
      String where = "chain = '" + chain + "' and seq = " + seq;
      t.sql("update " + table + " set previous_hash = ? where " + where, previous);
      t.rehash(chain, seq);
      previous = t.bytes("hash", table, where);
    }
    t.sql("update " + head(sort, chain).formatted("last_seq = ?, last_hash = ?"), last, previous);
  }

  /** Takes lines out, with their personal parts, and numbers those behind them anew. */
  static void remove(Tamperer t, String sort, String chain, long first, long count)
      throws SQLException {
    for (String table : List.of(sort + "_line", sort + "_person")) {
      String own = table + " where chain = '" + chain + "' and seq ";
      any(t, "delete from " + own + "between " + first + " and " + (first + count - 1));
      String moved = "update " + table + " set seq = seq + %d where chain = '" + chain + "' and ";
      any(t, moved.formatted(ASIDE) + "seq >= " + (first + count));
      any(t, moved.formatted(-ASIDE - count) + "seq >= " + ASIDE);
    }
    relink(t, sort, chain);
  }

  /** Cuts everything behind a line off a chain. */
  static void cut(Tamperer t, String sort, String chain, long last) throws SQLException {
    any(t, "delete from " + sort + "_person where chain = '" + chain + "' and seq > " + last);
    t.sql("delete from " + sort + "_line where chain = '" + chain + "' and seq > " + last);
    relink(t, sort, chain);
  }

  /** Where a chain ended by the checkpoint with that number. */
  static long ended(Tamperer t, String chain, String number) throws SQLException {
    String where =
        "chain = '"
            + chain
            + "' and number = (select max(number) from checkpoint_leaf"
            + " where chain = '"
            + chain
            + "' and number <= "
            + number
            + ")";
    String leaf = new String(t.bytes("leaf", "checkpoint_leaf", where), StandardCharsets.UTF_8);
    return Long.parseLong(leaf.replaceFirst(".*\"lastSeq\":([0-9]+).*", "$1"));
  }

  /** A leaf says what its chain says now. */
  static void fitLeaf(Tamperer t, String chain, String number) throws SQLException {
    String where = "session_id = '" + chain + "'";
    String hash = HexFormat.of().formatHex(t.bytes("last_hash", "session_head", where));
    String seq = "" + t.number("select last_seq from session_head where " + where);
    t.edit(
        "checkpoint_leaf",
        "leaf",
        "chain = '" + chain + "' and number = " + number,
        text ->
            text.replaceFirst("\"lastHash\":\"[0-9a-f]+\"", "\"lastHash\":\"" + hash + "\"")
                .replaceFirst("\"lastSeq\":[0-9]+", "\"lastSeq\":" + seq));
  }

  /** Removes all rows of a session but its leaves. */
  static void removeSession(Tamperer t, String session) throws SQLException {
    any(t, "delete from session_case where chain = '" + session + "'");
    any(t, "delete from session_person where chain = '" + session + "'");
    t.all(
        "delete from session_line where chain = '" + session + "'",
        "delete from session_head where session_id = '" + session + "'");
  }

  /** Removes all checkpoints after one, as if they had never been made. */
  static void cutCheckpoints(Tamperer t, String last) throws SQLException {
    t.all(
        "delete from checkpoint where number > " + last,
        "delete from checkpoint_leaf where number > " + last);
  }

  /**
   * Makes checkpoints fit the leaves that are there, from one of which a session was removed: root,
   * counts, hashes, and what the later ones say of the one before.
   */
  static void remakeCheckpoints(Tamperer t, String first) throws SQLException {
    remakeRoot(t, first);
    long from = Long.parseLong(t.told(first));
    long last = t.number("select max(number) from checkpoint");
    for (long number : LongStream.rangeClosed(from, last).toArray()) {
      t.edit(
          "checkpoint",
          "body",
          "number = " + number,
          text -> {
            long sessions = Long.parseLong(text.replaceFirst(".*\"sessions\":([0-9]+).*", "$1"));
            return text.replaceFirst("\"sessions\":" + sessions, "\"sessions\":" + (sessions - 1));
          });
      if (number > from) {
        String previous =
            HexFormat.of().formatHex(t.bytes("hash", "checkpoint", "number = " + (number - 1)));
        t.edit(
            "checkpoint",
            "body",
            "number = " + number,
            text ->
                text.replaceFirst(
                    "\"previous\":\"[0-9a-f]+\"", "\"previous\":\"" + previous + "\""));
      }
      t.rehashCheckpoint("" + number);
    }
  }

  private static void remakeRoot(Tamperer t, String number) throws SQLException {
    MerkleTree tree = new MerkleTree();
    String of = "number = " + number;
    for (String chain : t.texts("select chain from checkpoint_leaf where " + of)) {
      tree.add(t.bytes("leaf", "checkpoint_leaf", of + " and chain = '" + chain + "'"));
    }
    String root = HexFormat.of().formatHex(tree.root());
    t.edit(
        "checkpoint",
        "body",
        of,
        text ->
            text.replaceFirst("\"root\":\"[0-9a-f]+\"", "\"root\":\"" + root + "\"")
                .replaceFirst("\"leaves\":[0-9]+", "\"leaves\":" + tree.size()));
    t.sql("update checkpoint set leaf_hashes = null, leaves = ? where " + of, tree.size());
  }

  /** As {@link Tamperer#sql}, where there may be nothing. */
  static void any(Tamperer t, String sql) throws SQLException {
    String count =
        sql.startsWith("delete ")
            ? sql.replaceFirst("delete ", "select count(*) ")
            : sql.replaceFirst("update ([a-z_]+) set .* where ", "select count(*) from $1 where ");
    if (t.number(count) > 0) {
      t.sql(sql);
    }
  }

  private static String head(String sort, String chain) {
    String id = sort.equals("session") ? "session_id" : "chain";
    return sort + "_head set %s where " + id + " = '" + chain + "'";
  }
}
