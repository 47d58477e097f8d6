package org.rtcroom.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;

/** Documents about what was ended for good, within the caller's transaction. */
final class EndingRows {

  private static final String INSERT =
      "insert into ending (place, number, subject, key_id, document, signature, due, last_seq)"
          + " values ((select coalesce(max(place), -1) + 1 from ending), ?, ?, ?, ?, ?, ?, ?)";

  private static final String DOCUMENTS =
      "select number, key_id, document, signature from ending where ";

  private static final String DUE =
      "select number, key_id, document, signature, place, last_seq from ending where due = true"
          + " and place > ? order by place limit ";

  private EndingRows() {}

  /**
   * What a row says that a restored database has to end again. Whoever has the database may have
   * put it there.
   *
   * @param lastSeq the last line of the chain when the database was restored
   */
  record DueEnding(KeyDocument document, long place, long lastSeq) {}

  /** Stores one that was made now. */
  static void insert(Jdbc jdbc, KeyDocument document) {
    insert(jdbc, document, false, -1);
  }

  /** Stores one that was lost with a database, to be ended again as far as it is there. */
  static void takeBack(Jdbc jdbc, KeyDocument document) {
    String chain = subject(document);
    long last =
        jdbc.first(
                row -> row.getLong(1),
                "select last_seq from session_head where session_id = ?"
                    + " union all select last_seq from access_head where chain = ?",
                chain,
                chain)
            .orElse(-1L);
    insert(jdbc, document, true, last);
  }

  private static void insert(Jdbc jdbc, KeyDocument document, boolean due, long lastSeq) {
    jdbc.update(
        INSERT,
        document.number(),
        subject(document),
        document.keyId(),
        document.document(),
        document.first(),
        due,
        lastSeq);
  }

  private static String subject(KeyDocument document) {
    RecordedJson read = RecordedJson.parse(document.document());
    return read.optionalText("chain").orElseGet(() -> read.text("apiKey"));
  }

  /** Those that come before some checkpoints, in the order they were made. */
  static List<KeyDocument> between(Jdbc jdbc, long first, long last) {
    return jdbc.list(
        EndingRows::document,
        DOCUMENTS + "number >= ? and number <= ? order by number, place",
        first,
        last);
  }

  /** Those about a chain or a key, in the order they were made. */
  static List<KeyDocument> about(Jdbc jdbc, String subject) {
    return jdbc.list(
        EndingRows::document, DOCUMENTS + "subject = ? order by number, place", subject);
  }

  static List<DueEnding> due(Jdbc jdbc, long after, int limit) {
    return jdbc.list(
        row -> new DueEnding(document(row), row.getLong(5), row.getLong(6)), DUE + limit, after);
  }

  static int done(Jdbc jdbc, long place) {
    return jdbc.update("update ending set due = false where place = ?", place);
  }

  private static KeyDocument document(ResultSet row) throws SQLException {
    return new KeyDocument(
        KeyDocument.DocumentKind.ENDED,
        row.getLong(1),
        row.getString(2),
        row.getBytes(3),
        row.getBytes(4),
        new byte[0]);
  }
}
