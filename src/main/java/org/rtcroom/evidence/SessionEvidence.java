package org.rtcroom.evidence;

import java.io.IOException;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.verifier.Head;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Source;

/** One session as it stood at one moment: its head, the lines up to it, and what covers them. */
public interface SessionEvidence {

  Head head();

  Cover cover();

  /**
   * The lines, in order; they can be read more than once.
   *
   * @throws IOException if the database does not answer
   */
  Source<Line> lines() throws IOException;

  /**
   * Whether somebody was erased since: then what was read of the lines does not fit together.
   *
   * @throws IOException if the database does not answer
   */
  boolean erasedSince() throws IOException;
}
