package org.rtcroom.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.rtcroom.checkpoint.StoredCopy;
import org.rtcroom.checkpoint.StoredReceipts;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.settings.NodeName;

/** Opens the history in the database for an export or a verification. */
@ApplicationScoped
class HistoryReader {

  /** How far the clocks of nodes may be apart, and how long a line may take to be committed. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  @Inject Database database;
  @Inject StoredCopy copy;
  @Inject StoredReceipts receipts;
  @Inject NodeName node;
  @Inject Clock clock;

  DatabaseEvidence open(Selection selection) throws IOException {
    Instant now = clock.instant();
    ExportHeader header = new ExportHeader(now, node.name(), copy.mode(), selection);
    return new DatabaseEvidence(
        database, copy, receipts, header, SessionId.lowest(now.minus(RECENT)).value());
  }
}
