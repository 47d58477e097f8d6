package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;

/** The lines that the copy outside the database should hold, made anew from the stored rows. */
@ApplicationScoped
public class StoredCopy {

  /** Before the first checkpoint. */
  public static final long BEGINNING = -1;

  /** Checkpoints that are read at once; a file that lacks more gets them by and by. */
  private static final int PAGE = 500;

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject CheckpointSettings settings;
  @Inject OutsideFile outside;

  /**
   * The number of the last checkpoint, or {@link #BEGINNING}.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  public long lastNumber() {
    return transactions.commitStatements(CheckpointRows::lastNumber);
  }

  /**
   * Some lines after a checkpoint, whole checkpoints with the documents before them; after the last
   * checkpoint the documents that no checkpoint follows yet.
   *
   * @param number of the checkpoint they come after
   * @param last number of the last checkpoint that is wanted
   * @throws DatabaseUnavailable if the database does not answer
   */
  public List<CopyEntry> after(long number, long last) {
    return number > last
        ? List.of()
        : transactions.commitStatements(jdbc -> page(jdbc, number, last)).entries();
  }

  /** Checkpoints that follow each other, with the documents before them. */
  private record Page(List<Checkpoint> checkpoints, List<KeyDocument> documents, boolean toTheEnd) {

    List<CopyEntry> entries() {
      return CopyEntry.of(checkpoints, documents, toTheEnd);
    }
  }

  private static Page page(Jdbc jdbc, long number, long last) {
    List<Checkpoint> checkpoints =
        CheckpointRows.after(jdbc, number, PAGE).stream()
            .filter(checkpoint -> checkpoint.number() <= last)
            .toList();
    boolean toTheEnd = checkpoints.size() < PAGE;
    long end = toTheEnd ? Long.MAX_VALUE : checkpoints.get(checkpoints.size() - 1).number();
    List<KeyDocument> documents = new ArrayList<>(CheckpointKeyRows.documents(jdbc, number + 1));
    documents.addAll(EndingRows.between(jdbc, number + 1, end));
    return new Page(checkpoints, documents, toTheEnd);
  }

  /**
   * Appends to the file outside the lines it lacks, all of them committed rows.
   *
   * @throws OutsideFile.UnreadableCopy if the file does not end with lines of this service
   * @throws TrustedKeys.ForgedCheckpoint if the next rows are not all of this service
   * @throws DatabaseUnavailable if the database does not answer
   */
  void publish() {
    long before;
    long after = outside.end().lastNumber();
    do {
      before = after;
      outside.complete(this::missing);
      after = outside.end().lastNumber();
    } while (after >= before + PAGE);
  }

  private List<String> missing(OutsideFile.FileEnd end) {
    requireFollowing(end);
    long number = end.lastNumber();
    Page page = transactions.commitStatements(jdbc -> page(jdbc, number, Long.MAX_VALUE));
    if (!page.checkpoints().isEmpty()) {
      TrustedKeys trusted = transactions.commitStatements(jdbc -> TrustedKeys.of(jdbc, keys));
      page.checkpoints().forEach(trusted::requireSigned);
    }
    return page.entries().stream()
        .map(CopyEntry::line)
        .filter(line -> !end.after().contains(line))
        .toList();
  }

  /** Nothing is appended of a database that was set back and went on otherwise. */
  private void requireFollowing(OutsideFile.FileEnd end) {
    Optional<OutsideFile.CopiedCheckpoint> last = end.last();
    boolean there =
        transactions.commitStatements(jdbc -> Comparison.of(last, jdbc)).obstacle().isEmpty();
    if (!there) {
      throw new OutsideFile.UnreadableCopy("the database does not have the file's last checkpoint");
    }
  }

  /** The public half of the key this node signs with. */
  public PublicKey publicKey() {
    return keys.current().publicKey();
  }

  /** The copy outside the database, if it was begun. */
  public Optional<Path> file() {
    return Optional.of(settings.file()).filter(Files::exists);
  }

  /** Whether the service runs in {@code demo} or {@code production} mode. */
  public String mode() {
    return settings.mode();
  }
}
