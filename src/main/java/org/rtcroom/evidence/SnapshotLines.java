package org.rtcroom.evidence;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;

/**
 * Lines up to where the heads stood when these were read. Lines without a head are let through if
 * they cannot have been begun since: an intruder has removed the head.
 */
final class SnapshotLines implements RecordSource<LineRecord> {

  private final RecordSource<LineRecord> lines;
  private final RecordSource<HeadRecord> heads;
  private final String recent;
  private final BooleanSupplier purged;
  private @Nullable HeadRecord head;
  private boolean begun;

  /**
   * Opens the series.
   *
   * @param recent chains from this id on may have begun after the heads were read
   * @param purged whether a purge ran since the heads were read: chains that were there then would
   *     seem removed, although the purge was lawful, so the series fails at its end
   */
  SnapshotLines(
      RecordSource<LineRecord> lines,
      RecordSource<HeadRecord> heads,
      String recent,
      BooleanSupplier purged) {
    this.lines = lines;
    this.heads = heads;
    this.recent = recent;
    this.purged = purged;
  }

  @Override
  public @Nullable LineRecord next() throws IOException {
    if (!begun) {
      head = heads.next();
      begun = true;
    }
    LineRecord line = lines.next();
    while (line != null && !wanted(line)) {
      line = lines.next();
    }
    if (line == null && purged.getAsBoolean()) {
      throw new DatabaseUnavailable("chains were purged while the history was read: read it again");
    }
    return line;
  }

  private boolean wanted(LineRecord line) throws IOException {
    while (head != null && head.chain().compareTo(line.chain()) < 0) {
      head = heads.next();
    }
    HeadRecord of = head;
    if (of == null || !of.chain().equals(line.chain())) {
      return line.chain().compareTo(recent) < 0;
    }
    return line.seq() <= of.lastSeq();
  }

  @Override
  public void close() throws IOException {
    heads.close();
  }
}
