package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.rtcroom.chain.EndingRepeat;
import org.rtcroom.chain.Endings;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Remarks;

/**
 * Erases again what a restored database has brought back to life: the same lines, as far as their
 * personal parts are there. A session must be closed for that, and not held.
 */
@ApplicationScoped
class ErasureRepeat implements EndingRepeat {

  private static final Erasures.ErasureGrounds GROUNDS =
      new Erasures.ErasureGrounds(
          "erased before, and back with a restored database",
          "as of the erasure before",
          new Remarks.By(Endings.AGAIN, Endings.AGAIN),
          Optional.empty());

  @Inject AuditReader reader;
  @Inject Erasures sessions;
  @Inject AccessErasures accessLogs;

  @Override
  public Sort sort() {
    return Sort.CHAIN;
  }

  @Override
  public boolean repeat(String chain, List<Long> lines) {
    List<Long> inSession = left("session_person", chain, lines);
    if (!inSession.isEmpty()) {
      return sessions.eraseAgain(new SessionId(chain), inSession, GROUNDS);
    }
    List<Long> inLog = left("access_person", chain, lines);
    accessLogs.erase(chain, inLog, GROUNDS, Actor.SERVICE);
    return true;
  }

  /** Those of the lines that still have their personal part. */
  private List<Long> left(String table, String chain, List<Long> lines) {
    return reader.read(entities -> PersonalParts.left(Jdbc.of(entities), table, chain, lines));
  }
}
