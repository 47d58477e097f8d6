package org.rtcroom.evidence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lines up to where the heads stood when these were read. Lines without a head are let through if
 * they cannot have been begun since: an intruder has removed the head.
 */
final class SnapshotLines implements RecordSource<LineRecord> {

  private final RecordSource<LineRecord> lines;
  private final RecordSource<HeadRecord> heads;
  private final String recent;
  private @Nullable HeadRecord head;
  private boolean begun;

  /**
   * @param recent chains from this id on may have begun after the heads were read
   */
  SnapshotLines(RecordSource<LineRecord> lines, RecordSource<HeadRecord> heads, String recent) {
    this.lines = lines;
    this.heads = heads;
    this.recent = recent;
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
