package org.rtcroom.evidence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.Head;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Source;

/**
 * Lines up to where the heads stood when these were read. Lines without a head are let through if
 * they cannot have been begun since: somebody has taken the head away.
 */
final class SnapshotLines implements Source<Line> {

  private final Source<Line> lines;
  private final Source<Head> heads;
  private final String recent;
  private @Nullable Head head;
  private boolean begun;

  /**
   * @param recent chains from this id on may have begun after the heads were read
   */
  SnapshotLines(Source<Line> lines, Source<Head> heads, String recent) {
    this.lines = lines;
    this.heads = heads;
    this.recent = recent;
  }

  @Override
  public @Nullable Line next() throws IOException {
    if (!begun) {
      head = heads.next();
      begun = true;
    }
    Line line = lines.next();
    while (line != null && !wanted(line)) {
      line = lines.next();
    }
    return line;
  }

  private boolean wanted(Line line) throws IOException {
    while (head != null && head.chain().compareTo(line.chain()) < 0) {
      head = heads.next();
    }
    Head of = head;
    if (of == null || !of.chain().equals(line.chain())) {
      return line.chain().compareTo(recent) < 0;
    }
    return of.columns().get("last_seq") instanceof Long last && line.seq() <= last;
  }

  @Override
  public void close() throws IOException {
    heads.close();
  }
}
