package org.rtcroom.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import org.rtcroom.checkpoint.CoverReader;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.SessionId;

/** Opens the history of one session for its dossier. */
@ApplicationScoped
public class SessionReader {

  @Inject Database database;
  @Inject CoverReader covers;

  /**
   * The session as it stands now.
   *
   * @return empty if there is none with that id
   * @throws IOException if it cannot be read
   * @throws DatabaseUnavailable if the database does not answer
   */
  public Optional<SessionEvidence> open(SessionId session) throws IOException {
    return StoredSession.read(database, session, covers.of(session.value()));
  }
}
