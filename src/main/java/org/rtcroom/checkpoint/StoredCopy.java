package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;

/** What the copy outside the database should hold, made anew from the stored rows. */
@ApplicationScoped
public class StoredCopy {

  /** Before the first checkpoint. */
  public static final long BEGINNING = -1;

  private static final int PAGE = 500;

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject CheckpointSettings settings;

  /**
   * The number of the last checkpoint, or {@link #BEGINNING}.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  public long lastNumber() {
    return transactions
        .commit(entities -> CheckpointRows.last(entities).map(Checkpoint::number))
        .orElse(BEGINNING);
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
    return transactions.commit(entities -> entries(entities, number, last));
  }

  private static List<CopyEntry> entries(EntityManager entities, long number, long last) {
    if (number > last) {
      return List.of();
    }
    List<Checkpoint> page =
        CheckpointRows.after(entities, number, PAGE).stream()
            .filter(checkpoint -> checkpoint.number() <= last)
            .toList();
    return CopyOrder.entries(
        page, CheckpointKeyRows.documents(entities, number + 1), page.size() < PAGE);
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
