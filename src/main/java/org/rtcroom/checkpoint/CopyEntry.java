package org.rtcroom.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the copy outside the database, without its line feed.
 *
 * @param checkpoint number of the checkpoint that it is or stands before; the highest there can be
 *     if none follows
 */
public record CopyEntry(long checkpoint, String line) {

  /**
   * The lines of some checkpoints, in the order of the copy: a document about keys stands before
   * the first checkpoint that comes after it.
   *
   * @param checkpoints in ascending order
   * @param documents of each checkpoint in the order they were made, from the first that is wanted
   *     on
   * @param toTheEnd whether no checkpoint comes after these, so that documents that none of them
   *     follows stand at the end
   */
  static List<CopyEntry> of(
      List<Checkpoint> checkpoints, List<KeyDocument> documents, boolean toTheEnd) {
    List<CopyEntry> entries = new ArrayList<>();
    List<KeyDocument> left = new ArrayList<>(documents);
    for (Checkpoint checkpoint : checkpoints) {
      long number = checkpoint.number();
      left.removeIf(
          document ->
              document.number() <= number && entries.add(new CopyEntry(number, document.line())));
      entries.add(new CopyEntry(number, checkpoint.line()));
    }
    if (toTheEnd) {
      left.forEach(document -> entries.add(new CopyEntry(Long.MAX_VALUE, document.line())));
    }
    return entries;
  }

  /** The same lines alone. */
  static List<String> lines(
      List<Checkpoint> checkpoints, List<KeyDocument> documents, boolean toTheEnd) {
    return of(checkpoints, documents, toTheEnd).stream().map(CopyEntry::line).toList();
  }
}
