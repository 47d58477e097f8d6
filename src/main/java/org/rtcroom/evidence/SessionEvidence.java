package org.rtcroom.evidence;

import org.rtcroom.checkpoint.Cover;
import org.rtcroom.database.DatabaseUnavailable;

/** One session as it stood at one moment: its head, the lines up to it, and their checkpoints. */
public interface SessionEvidence {

  HeadRecord head();

  Cover cover();

  /**
   * The lines, in order; they can be read more than once.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  RecordSource<LineRecord> lines();

  /**
   * Whether a user was erased since: then lines read before and after do not fit together.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  boolean erasedSince();
}
