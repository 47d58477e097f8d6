package org.rtcroom.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.rtcroom.checkpoint.StoredCopy;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.settings.NodeName;
import org.rtcroom.verifier.About;

/** Opens the history in the database for whoever reads all of it. */
@ApplicationScoped
class HistoryReader {

  /** How far the clocks of nodes may be apart, and how long a line may take to be committed. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  @Inject Database database;
  @Inject StoredCopy copy;
  @Inject NodeName node;
  @Inject Clock clock;

  DatabaseEvidence open(Selection selection) throws IOException {
    Instant now = clock.instant();
    About about =
        new About(
            now.toEpochMilli(),
            node.name(),
            copy.mode(),
            selection.from().map(Instant::toEpochMilli),
            selection.to().map(Instant::toEpochMilli),
            selection.chain());
    return new DatabaseEvidence(
        database, copy, selection, about, SessionId.lowest(now.minus(RECENT)).value());
  }
}
