package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
   * A line of the copy, without its line feed.
   *
   * @param place of the last checkpoint among the lines up to this one
   */
  public record Entry(long place, String line) {}

  /**
   * The number of the last checkpoint, or {@link #BEGINNING}.
   *
   * @throws HistoryUnavailable if the database does not answer
   */
  public long lastNumber() throws HistoryUnavailable {
    return read(entities -> CheckpointRows.last(entities).map(Checkpoint::number))
        .orElse(BEGINNING);
  }

  /**
   * Some lines after a checkpoint, whole checkpoints with the documents before them; after the last
   * checkpoint the documents that no checkpoint follows yet.
   *
   * @param number of the checkpoint they come after
   * @param last number of the last checkpoint that is wanted
   * @throws HistoryUnavailable if the database does not answer
   */
  public List<Entry> after(long number, long last) throws HistoryUnavailable {
    return read(entities -> entries(entities, number, last));
  }

  private static List<Entry> entries(EntityManager entities, long number, long last) {
    List<Entry> entries = new ArrayList<>();
    if (number > last) {
      return entries;
    }
    List<KeyDocument> documents = CheckpointKeyRows.documents(entities, number + 1);
    List<Checkpoint> page =
        CheckpointRows.after(entities, number, PAGE).stream()
            .filter(checkpoint -> checkpoint.number() <= last)
            .toList();
    long before = number;
    for (Checkpoint checkpoint : page) {
      add(entries, documents, before, checkpoint.number());
      entries.add(new Entry(checkpoint.number(), checkpoint.line()));
      before = checkpoint.number();
    }
    if (page.size() < PAGE) {
      add(entries, documents, before, Long.MAX_VALUE);
    }
    return entries;
  }

  /** Documents whose checkpoint comes after {@code before}, up to {@code upTo}. */
  private static void add(
      List<Entry> entries, List<KeyDocument> documents, long before, long upTo) {
    for (KeyDocument document : documents) {
      if (document.number() > before && document.number() <= upTo) {
        entries.add(new Entry(upTo, document.line()));
      }
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

  private <T> T read(Function<EntityManager, T> query) throws HistoryUnavailable {
    try {
      return transactions.commit(query);
    } catch (DatabaseUnavailable e) {
      throw new HistoryUnavailable(e);
    }
  }
}
