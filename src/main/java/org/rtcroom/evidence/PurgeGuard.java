package org.rtcroom.evidence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;

/**
 * Lines to their end, unless a purge ran meanwhile: chains that were there at the beginning would
 * then seem removed, although the purge was lawful.
 */
final class PurgeGuard implements RecordSource<LineRecord> {

  private final RecordSource<LineRecord> lines;
  private final TombstoneReader tombstones;
  private final long before;

  /**
   * @param before how many tombstones there were before anything was read
   */
  PurgeGuard(RecordSource<LineRecord> lines, TombstoneReader tombstones, long before) {
    this.lines = lines;
    this.tombstones = tombstones;
    this.before = before;
  }

  @Override
  public @Nullable LineRecord next() throws IOException {
    LineRecord line = lines.next();
    if (line == null && tombstones.count() != before) {
      throw new DatabaseUnavailable("chains were purged while the history was read: read it again");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
