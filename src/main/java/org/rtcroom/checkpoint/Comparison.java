package org.rtcroom.checkpoint;

import java.util.Optional;

/** How the checkpoints of the database compare with those of the file outside it. */
sealed interface Comparison {

  /** The file's last checkpoint is in the database, or the file has none. */
  record Agrees() implements Comparison {}

  /**
   * The file knows checkpoints that the database lacks: it was restored from a backup, or lost its
   * last changes.
   *
   * @param database its last number, −1 if it has none
   */
  record Behind(long database, long file) implements Comparison {}

  /** Under one number both have something else. */
  record Disagrees(long number) implements Comparison {}

  /**
   * Compares.
   *
   * @param inFile the file's last checkpoint
   * @param inDatabase the database's of the same number
   * @param last the database's last number, −1 if it has none
   */
  static Comparison of(
      Optional<OutsideFile.CopiedCheckpoint> inFile, Optional<Checkpoint> inDatabase, long last) {
    if (inFile.isEmpty()) {
      return new Agrees();
    }
    OutsideFile.CopiedCheckpoint copied = inFile.get();
    if (inDatabase.isEmpty()) {
      return last < copied.number()
          ? new Behind(last, copied.number())
          : new Disagrees(copied.number());
    }
    return inDatabase.get().hashHex().equals(copied.hash())
        ? new Agrees()
        : new Disagrees(copied.number());
  }
}
