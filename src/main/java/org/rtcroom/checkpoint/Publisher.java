package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.database.Transactions;

/** Copies committed rows to the file outside the database, and nothing that is not a row. */
@ApplicationScoped
class Publisher {

  /** Checkpoints of one look; a file that lacks more gets them by and by. */
  private static final int BATCH = 500;

  @EJB Transactions transactions;
  @Inject OutsideFile file;

  /** Appends what the file lacks. */
  void publish() {
    long before;
    long after = file.end().lastNumber();
    do {
      before = after;
      file.complete(end -> transactions.commit(entities -> missing(entities, end)));
      after = file.end().lastNumber();
    } while (after >= before + BATCH);
  }

  private static List<String> missing(EntityManager entities, OutsideFile.FileEnd end) {
    long last = end.lastNumber();
    List<Checkpoint> checkpoints = CheckpointRows.after(entities, last, BATCH);
    List<KeyDocument> documents = CheckpointKeyRows.documents(entities, last + 1);
    List<String> lines =
        new ArrayList<>(CopyOrder.lines(checkpoints, documents, checkpoints.size() < BATCH));
    lines.removeAll(end.after());
    return lines;
  }
}
