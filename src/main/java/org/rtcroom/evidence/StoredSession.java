package org.rtcroom.evidence;

import java.io.IOException;
import java.util.Optional;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.verifier.Head;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Source;

/** A session in the database; its lines are read page by page. */
final class StoredSession implements SessionEvidence {

  private final Database database;
  private final Selection only;
  private final Cover cover;
  private final Head head;

  private StoredSession(Database database, Selection only, Cover cover, Head head) {
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
    Head head = new HeadReader(database, only).heads().next();
    return Optional.ofNullable(head)
        .filter(Head::session)
        .map(found -> new StoredSession(database, only, cover, found));
  }

  @Override
  public Head head() {
    return head;
  }

  @Override
  public Cover cover() {
    return cover;
  }

  private long lastSeq() {
    return head.columns().get("last_seq") instanceof Long last ? last : -1;
  }

  @Override
  public Source<Line> lines() {
    Source<Line> all = new LineReader(database, only).lines();
    return () -> {
      Line line = all.next();
      return line == null || line.seq() > lastSeq() ? null : line;
    };
  }

  @Override
  public boolean erasedSince() throws IOException {
    String sql = "select l.seq, l.kind from session_line l where l.chain = ?1 and l.seq > ?2";
    return database.rows(sql, head.chain(), lastSeq()).stream()
        .anyMatch(row -> row[1].equals("ERASED"));
  }
}
