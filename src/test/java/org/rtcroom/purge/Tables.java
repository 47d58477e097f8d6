package org.rtcroom.purge;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.rtcroom.database.Jdbc;

/** The database of a server that was stopped, by SQL. */
final class Tables {

  private static final List<String> OF_SESSIONS =
      List.of("session_line", "session_person", "session_case");

  private final String url;

  Tables(Path home) {
    url = "jdbc:h2:file:" + home.resolve("roomservice") + ";IFEXISTS=TRUE;WRITE_DELAY=0";
  }

  /** A tombstone as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Tombstone(byte[] body, byte[] signature, String key) {}

  /** The line that sets the rule for sessions. */
  record Rule(String chain, long seq) {}

  /** Makes a tombstone. */
  interface Mason {
    Tombstone tombstone(long lastSeq, byte[] lastHash, Rule rule);
  }

  private interface Work<T> {
    T with(Jdbc jdbc) throws SQLException;
  }

  private <T> T on(Work<T> work) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "roomservice", "roomservice")) {
      connection.setAutoCommit(false);
      Jdbc jdbc = new Jdbc(connection);
      T result = work.with(jdbc);
      connection.commit();
      return result;
    }
  }

  List<String> purged() throws SQLException {
    return on(jdbc -> jdbc.list(row -> row.getString(1), "select chain from tombstone"));
  }

  /** How many rows there are of these sessions. */
  long rowsOf(List<String> sessions) throws SQLException {
    return on(
        jdbc -> {
          long count = 0;
          for (String session : sessions) {
            count += lines(jdbc, session);
            count += jdbc.any("select 1 from session_head where session_id = ?", session) ? 1 : 0;
          }
          return count;
        });
  }

  /** Whether of each session either all is there and no tombstone, or nothing and a tombstone. */
  boolean whole(List<String> sessions, List<String> purged) throws SQLException {
    return on(
        jdbc -> {
          for (String session : sessions) {
            boolean gone = purged.contains(session);
            boolean head =
                jdbc.any(
                    "select 1 from session_head h where h.session_id = ? and h.last_seq + 1 ="
                        + " (select count(*) from session_line l where l.chain = h.session_id)",
                    session);
            if (head == gone || (gone && lines(jdbc, session) > 0)) {
              return false;
            }
          }
          return true;
        });
  }

  private static long lines(Jdbc jdbc, String session) throws SQLException {
    long count = 0;
    for (String table : OF_SESSIONS) {
      count +=
          jdbc.list(row -> true, "select 1 from " + table + " where chain = ?", session).size();
    }
    return count;
  }

  void change(String sql, String chain) throws SQLException {
    on(jdbc -> jdbc.update(sql, chain));
  }

  /** Does by hand what only the purge should do. */
  void purge(String session, Mason mason) throws SQLException {
    on(
        jdbc -> {
          Rule rule =
              jdbc.first(
                      row -> new Rule(row.getString(1), row.getLong(2)),
                      "select chain, seq from access_line where kind = 'RETENTION_RULE'"
                          + " order by seq")
                  .orElseThrow();
          Tombstone stone =
              jdbc.first(
                      row -> mason.tombstone(row.getLong(1), row.getBytes(2), rule),
                      "select last_seq, last_hash from session_head where session_id = ?",
                      session)
                  .orElseThrow();
          jdbc.update(
              "insert into tombstone (chain, body, signature, key_id, at_millis)"
                  + " values (?, ?, ?, ?, 0)",
              session,
              stone.body(),
              stone.signature(),
              stone.key());
          for (String table : OF_SESSIONS) {
            jdbc.update("delete from " + table + " where chain = ?", session);
          }
          return jdbc.update("delete from session_head where session_id = ?", session);
        });
  }
}
