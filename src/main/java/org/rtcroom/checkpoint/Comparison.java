package org.rtcroom.checkpoint;

import java.util.Optional;
import org.rtcroom.database.Jdbc;

/** How the checkpoints of the database compare with those of the file outside it. */
sealed interface Comparison {

  /** What the operator is told; empty if the database may be served as it is. */
  Optional<String> obstacle();

  /** The file's last checkpoint is in the database, or the file has none. */
  record Agrees() implements Comparison {

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }
  }

  /**
   * The file knows checkpoints that the database lacks: it was restored from a backup, or lost its
   * last changes.
   *
   * @param database its last number, −1 if it has none
   */
  record Behind(long database, long file) implements Comparison {

    /** Ends with the setting, to be copied. */
    @Override
    public Optional<String> obstacle() {
      return Optional.of(
          "the database ends at checkpoint "
              + database
              + ", the file outside at "
              + file
              + "; to go on without what is lost, start this node again with "
              + CheckpointSettings.ACKNOWLEDGE
              + "="
              + database);
    }
  }

  /** Under one number both have something else. */
  record Disagrees(long number) implements Comparison {

    @Override
    public Optional<String> obstacle() {
      return Optional.of(
          "the database has another checkpoint "
              + number
              + " than the file outside: two histories. If this database is the one to go on with,"
              + " put the file aside, as evidence, and start this node again");
    }
  }

  /** Compares the file's last checkpoint with the database, within the caller's transaction. */
  static Comparison of(Optional<OutsideFile.CopiedCheckpoint> inFile, Jdbc jdbc) {
    return of(
        inFile,
        inFile.flatMap(copied -> CheckpointRows.find(jdbc, copied.number())),
        CheckpointRows.lastNumber(jdbc));
  }

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
