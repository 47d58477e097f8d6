package org.rtcroom.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.database.Jdbc.RowMapping;

/** Reads all tables of the history but the heads. */
final class EvidenceTables {

  private static final String LEAVES = "select number, chain, leaf from checkpoint_leaf where ";

  private static final String TOMBSTONES =
      "select chain, body, signature, key_id from tombstone where chain > ? order by chain";

  private static final String KEYS =
      "select key_id, chain, seq, name, roles, hmac, created_millis, expires_millis,"
          + " revoked_millis from api_key";

  private static final String BANS = "select ban_id, chain, seq, until_millis from ban";

  private final Database database;

  EvidenceTables(Database database) {
    this.database = database;
  }

  /** The leaves of the checkpoints up to a number, by number, then chain. */
  RecordSource<LeafRecord> leavesByNumber(long most) {
    return Pages.ofGroups(
        (last, limit) ->
            leaves(
                "number = ? and chain > ? order by number, chain",
                limit,
                last.number(),
                last.chain()),
        (last, limit) ->
            leaves(
                "number > ? and number <= ? order by number, chain",
                limit,
                last == null ? -1L : last.number(),
                most));
  }

  /** The same leaves by chain, then number. */
  RecordSource<LeafRecord> leavesByChain(long most) {
    return Pages.ofGroups(
        (last, limit) ->
            leaves(
                "chain = ? and number > ? and number <= ? order by chain, number",
                limit,
                last.chain(),
                last.number(),
                most),
        (last, limit) ->
            leaves(
                "chain > ? and number <= ? order by chain, number",
                limit,
                last == null ? "" : last.chain(),
                most));
  }

  private List<LeafRecord> leaves(String rest, int limit, Object... values) {
    return list(
        row -> new LeafRecord(row.getLong(1), row.getString(2), row.getBytes(3)),
        LEAVES + rest,
        limit,
        values);
  }

  /** Lines with their personal parts, those of sessions and of access logs merged, by chain. */
  RecordSource<LineRecord> lines(Selection selection) {
    return new SortedMerge<>(
        lines("session", selection),
        lines("access", selection),
        Comparator.comparing(LineRecord::chain));
  }

  private RecordSource<LineRecord> lines(String family, Selection selection) {
    String chains = LineRecord.select(family) + "l.chain > ? order by l.chain, l.seq";
    String rest = LineRecord.select(family) + LineRecord.REST;
    Optional<String> only = selection.chain();
    return Pages.ofGroups(
        (last, limit) -> list(LineRecord::of, rest, limit, last.chain(), last.seq()),
        (last, limit) -> {
          if (only.isEmpty()) {
            return list(LineRecord::of, chains, limit, last == null ? "" : last.chain());
          }
          return last == null
              ? list(LineRecord::of, rest, limit, only.get(), LineRecord.BEFORE_FIRST)
              : List.of();
        });
  }

  /** The tombstones of chains that were purged, by chain. */
  RecordSource<TombstoneRecord> tombstones() {
    return new Pages<>(
        last ->
            list(
                row ->
                    new TombstoneRecord(
                        row.getString(1), row.getBytes(2), row.getBytes(3), row.getString(4)),
                TOMBSTONES,
                Pages.SIZE,
                last == null ? "" : last.chain()));
  }

  /** How many tombstones there are; they never become fewer. */
  long tombstoneCount() {
    return database.list(row -> row.getLong(1), "select count(*) from tombstone").get(0);
  }

  private <T> List<T> list(RowMapping<T> mapping, String sql, int limit, Object... values) {
    return database.list(mapping, sql + " limit " + limit, values);
  }

  /** API keys and bans, which are few, by the lines that are their reasons. */
  List<RowRecord> rows() {
    List<RowRecord> rows = new ArrayList<>(database.list(EvidenceTables::key, KEYS));
    rows.addAll(database.list(EvidenceTables::ban, BANS));
    rows.sort(RowRecord.ORDER);
    return rows;
  }

  private static RowRecord key(ResultSet row) throws SQLException {
    Map<String, Object> values = new HashMap<>();
    values.put("id", row.getString("key_id"));
    values.put("name", row.getString("name"));
    values.put("roles", row.getString("roles"));
    values.put("hmac", row.getString("hmac"));
    values.put("atMillis", row.getLong("created_millis"));
    values.put("expires", row.getLong("expires_millis"));
    long revoked = row.getLong("revoked_millis");
    if (!row.wasNull()) {
      values.put("revoked", revoked);
    }
    return new RowRecord(
        "api_key", row.getString("key_id"), row.getString("chain"), row.getLong("seq"), values);
  }

  private static RowRecord ban(ResultSet row) throws SQLException {
    String id = row.getString("ban_id");
    String until = String.valueOf(row.getLong("until_millis"));
    return new RowRecord(
        "ban", id, row.getString("chain"), row.getLong("seq"), Map.of("ban", id, "until", until));
  }
}
