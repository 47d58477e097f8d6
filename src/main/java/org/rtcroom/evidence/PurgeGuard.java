package org.rtcroom.evidence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Source;

/**
 * Lines to their end, unless a purge ran meanwhile: chains that were counted at the beginning would
 * be missed then, although they went by right.
 */
final class PurgeGuard implements Source<Line> {

  private final Source<Line> lines;
  private final TombstoneReader tombstones;
  private final long before;

  /**
   * @param before how many tombstones there were before anything was read
   */
  PurgeGuard(Source<Line> lines, TombstoneReader tombstones, long before) {
    this.lines = lines;
    this.tombstones = tombstones;
    this.before = before;
  }

  @Override
  public @Nullable Line next() throws IOException {
    Line line = lines.next();
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
