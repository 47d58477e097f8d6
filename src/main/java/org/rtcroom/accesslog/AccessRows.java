package org.rtcroom.accesslog;

import java.util.List;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Jdbc;

/**
 * What a batch of the access log writes, by JDBC within the caller's transaction: many rows with
 * one question. Valid for H2 and PostgreSQL.
 */
record AccessRows(Jdbc jdbc) {

  private static final String INSERT_LINE =
      "insert into access_line (chain, seq, format, at_millis, kind, details, commitment,"
          + " previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String INSERT_PERSON =
      "insert into access_person (chain, seq, salt, part, user_id, address)"
          + " values (?, ?, ?, ?, ?, ?)";

  private static final String INSERT_HEAD =
      "insert into access_head (chain, node, started_millis, last_seq, last_hash)"
          + " values (?, ?, ?, ?, ?)";

  private static final String MOVE_HEAD =
      "update access_head set last_seq = ?, last_hash = ?"
          + " where chain = ? and last_seq = ? and last_hash = ?";

  /** A line with what it was made of. */
  record LoggedLine(Line line, LineContent content, AccessNote note) {}

  /** Writes lines and their personal parts. */
  void insert(List<LoggedLine> lines) {
    jdbc.each(INSERT_LINE, lines, AccessRows::line);
    List<LoggedLine> personal =
        lines.stream().filter(written -> written.content().personal()).toList();
    jdbc.each(INSERT_PERSON, personal, AccessRows::person);
  }

  private static Object[] line(LoggedLine written) {
    Line line = written.line();
    return new Object[] {
      line.chain(),
      line.seq(),
      line.format(),
      line.atMillis(),
      line.kind(),
      line.details(),
      line.commitment(),
      line.previousHash(),
      line.hash()
    };
  }

  private static Object[] person(LoggedLine written) {
    return new Object[] {
      written.line().chain(),
      written.line().seq(),
      written.content().salt(),
      written.content().part(),
      written.note().user(),
      written.note().address()
    };
  }

  /** Begins a chain that ends with the second line. */
  void insertHead(String node, Line first, Line last) {
    jdbc.update(INSERT_HEAD, first.chain(), node, first.atMillis(), last.seq(), last.hash());
  }

  /** Brings a chain's head to a line; false if the chain did not end with that line before. */
  boolean moveHead(Line before, Line last) {
    return jdbc.update(
            MOVE_HEAD, last.seq(), last.hash(), last.chain(), before.seq(), before.hash())
        == 1;
  }
}
