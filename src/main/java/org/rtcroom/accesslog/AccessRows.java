package org.rtcroom.accesslog;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineColumns;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.AccessKind;

/**
 * What a batch of the access log writes, by JDBC within the caller's transaction: many rows with
 * one question. Valid for H2 and PostgreSQL.
 */
record AccessRows(Jdbc jdbc) {

  private static final String INSERT_LINE = "insert into access_line " + LineColumns.LINE;

  private static final String INSERT_PERSON = "insert into access_person " + LineColumns.PART;

  private static final String INSERT_HEAD =
      "insert into access_head (chain, node, started_millis, last_seq, last_hash)"
          + " values (?, ?, ?, ?, ?)";

  private static final String MOVE_HEAD =
      "update access_head set last_seq = ?, last_hash = ?"
          + " where chain = ? and last_seq = ? and last_hash = ?";

  private static final String LIVES = "update node set log_ended = false where name = ?";

  private static final String NEWEST =
      "select h.chain, h.last_seq, h.last_hash, l.at_millis, l.kind from access_head h"
          + " join access_line l on l.chain = h.chain and l.seq = h.last_seq"
          + " where h.node = ? order by h.started_millis desc, h.chain desc limit 1";

  /** Where a chain ends. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ChainEnd(String chain, long seq, byte[] hash, Instant at, String kind) {

    /** As the first line of the chain that goes on names it. */
    Map<String, Object> named() {
      return Map.of(
          "previousChain", chain,
          "previousSeq", seq,
          "previousHash", HexFormat.of().formatHex(hash));
    }

    /** Whether nothing may follow. */
    boolean over() {
      return kind.equals(AccessKind.LOG_ENDED.name()) || kind.equals(AccessKind.CUT.name());
    }
  }

  /** A line with what it was made of. */
  record LoggedLine(Line line, LineContent content, AccessNote note) {}

  /** Writes lines and their personal parts. */
  void insert(List<LoggedLine> lines) {
    jdbc.each(INSERT_LINE, lines, written -> LineColumns.of(written.line()));
    List<LoggedLine> personal =
        lines.stream().filter(written -> written.content().personal()).toList();
    jdbc.each(INSERT_PERSON, personal, AccessRows::person);
  }

  private static Object[] person(LoggedLine written) {
    AccessNote note = written.note();
    return LineColumns.of(written.line(), written.content(), note.user(), note.address());
  }

  /** Where the newest access log of a node ends; empty if it has none. */
  Optional<ChainEnd> end(String node) {
    return jdbc.first(
        row ->
            new ChainEnd(
                row.getString(1),
                row.getLong(2),
                row.getBytes(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5)),
        NEWEST,
        node);
  }

  /** Begins a chain that ends with the second line; so the node lives. */
  void insertHead(String node, Line first, Line last) {
    jdbc.update(INSERT_HEAD, first.chain(), node, first.atMillis(), last.seq(), last.hash());
    jdbc.update(LIVES, node);
  }

  /**
   * Brings a chain's head to a line; false if the chain did not end with that number and hash
   * before.
   */
  boolean moveHead(long seq, byte[] hash, Line last) {
    return jdbc.update(MOVE_HEAD, last.seq(), last.hash(), last.chain(), seq, hash) == 1;
  }
}
