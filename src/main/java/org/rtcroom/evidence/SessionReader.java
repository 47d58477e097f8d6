package org.rtcroom.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.checkpoint.CoverReader;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.SessionId;

/** Opens the history of one session for its dossier. */
@ApplicationScoped
public class SessionReader {

  /** A checkpoint comes once in some seconds at most. */
  private static final int ATTEMPTS = 3;

  @Inject Database database;
  @Inject CoverReader covers;

  /**
   * The session as it stands now. Its checkpoints are read first, then the head: so no line that is
   * covered is missing. If the head knows of a later checkpoint, both are read again; if that is
   * not there either, somebody has removed it, and the dossier shows it.
   *
   * @return empty if there is none with that id
   * @throws IOException if it cannot be read
   * @throws DatabaseUnavailable if the database does not answer
   */
  public Optional<SessionEvidence> open(SessionId session) throws IOException {
    Selection only = Selection.of(Optional.of(session.value()));
    for (int attempt = 1; ; attempt++) {
      Cover cover = covers.of(session.value());
      Optional<HeadRecord> head =
          Optional.ofNullable(new HeadReader(database, only).heads().next())
              .filter(HeadRecord::session);
      boolean whole = head.flatMap(own -> own.number("covered_seq")).orElse(-1L) <= cover.lastSeq();
      if (whole || attempt == ATTEMPTS) {
        return head.map(own -> new StoredSession(database, only, own, cover));
      }
    }
  }

  /** A session in the database; its lines are read page by page. */
  private record StoredSession(Database database, Selection only, HeadRecord head, Cover cover)
      implements SessionEvidence {

    @Override
    public RecordSource<LineRecord> lines() {
      RecordSource<LineRecord> all = new EvidenceTables(database).lines(only);
      return () -> {
        LineRecord line = all.next();
        return line == null || line.seq() > head.lastSeq() ? null : line;
      };
    }

    @Override
    public boolean erasedSince() {
      String erased =
          "select l.seq from session_line l where l.chain = ? and l.seq > ? and l.kind = 'ERASED'"
              + " limit 1";
      return !database.list(row -> row.getLong(1), erased, head.chain(), head.lastSeq()).isEmpty();
    }
  }
}
