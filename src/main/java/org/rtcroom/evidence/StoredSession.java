package org.rtcroom.evidence;

import java.io.IOException;
import java.util.Optional;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.kernel.SessionId;

/** A session in the database; its lines are read page by page. */
final class StoredSession implements SessionEvidence {

  private final Database database;
  private final Selection only;
  private final Cover cover;
  private final HeadRecord head;

  private StoredSession(Database database, Selection only, Cover cover, HeadRecord head) {
    this.database = database;
    this.only = only;
    this.cover = cover;
    this.head = head;
  }

  /** First what covers it, then the head: so no line that is covered is missing. */
  static Optional<SessionEvidence> read(Database database, SessionId session, Cover cover)
      throws IOException {
    Selection only =
        new Selection(Optional.empty(), Optional.empty(), Optional.of(session.value()));
    HeadRecord head = new HeadReader(database, only).heads().next();
    return Optional.ofNullable(head)
        .filter(HeadRecord::session)
        .map(found -> new StoredSession(database, only, cover, found));
  }

  @Override
  public HeadRecord head() {
    return head;
  }

  @Override
  public Cover cover() {
    return cover;
  }

  @Override
  public RecordSource<LineRecord> lines() {
    RecordSource<LineRecord> all = new LineReader(database, only).lines();
    return () -> {
      LineRecord line = all.next();
      return line == null || line.seq() > head.lastSeq() ? null : line;
    };
  }

  @Override
  public boolean erasedSince() {
    String sql = "select l.seq, l.kind from session_line l where l.chain = ?1 and l.seq > ?2";
    return database.rows(sql, head.chain(), head.lastSeq()).stream()
        .anyMatch(row -> row[1].equals("ERASED"));
  }
}
