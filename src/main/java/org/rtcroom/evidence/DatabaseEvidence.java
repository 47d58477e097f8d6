package org.rtcroom.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtcroom.checkpoint.CopyEntry;
import org.rtcroom.checkpoint.StoredCopy;
import org.rtcroom.verifier.About;
import org.rtcroom.verifier.Evidence;
import org.rtcroom.verifier.Head;
import org.rtcroom.verifier.Leaf;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Listed;
import org.rtcroom.verifier.Row;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tombstone;

/**
 * The history as it stands in the database, while the service goes on: checkpoints up to the last
 * one there was, then the heads, kept aside at once, then lines up to where these heads stood. What
 * is covered by a checkpoint that is read therefore is read, too, and no line is missing to a head.
 */
final class DatabaseEvidence implements Evidence, Closeable {

  private final Database database;
  private final StoredCopy copy;
  private final Selection selection;
  private final About about;
  private final String recent;
  private final TombstoneReader tombstones;
  private final long purged;
  private final long lastCheckpoint;
  private final List<Row> rows;
  private final HeadSpool heads;

  /**
   * Reads the heads.
   *
   * @param recent chains from this id on may begin while this is read
   */
  DatabaseEvidence(
      Database database, StoredCopy copy, Selection selection, About about, String recent)
      throws IOException {
    this.database = database;
    this.copy = copy;
    this.selection = selection;
    this.about = about;
    this.recent = recent;
    tombstones = new TombstoneReader(database);
    purged = tombstones.count();
    lastCheckpoint = copy.lastNumber();
    rows = new RowReader(database).rows();
    heads = new HeadSpool(new HeadReader(database, selection).heads());
  }

  @Override
  public About about() {
    return about;
  }

  @Override
  public Source<byte[]> checkpoints() {
    Pages<CopyEntry> pages =
        new Pages<>(
            last ->
                copy.after(
                    last == null ? StoredCopy.BEGINNING : last.checkpoint(), lastCheckpoint));
    return () -> {
      CopyEntry entry = pages.next();
      return entry == null ? null : entry.line().getBytes(StandardCharsets.UTF_8);
    };
  }

  @Override
  public Source<Leaf> leaves() {
    return new LeafReader(database, lastCheckpoint).byNumber();
  }

  @Override
  public Source<Row> rows() {
    return new Listed<>(rows);
  }

  @Override
  public Source<Head> heads() throws IOException {
    return heads.open();
  }

  @Override
  public Source<Leaf> leavesByChain() {
    return new LeafReader(database, lastCheckpoint).byChain();
  }

  @Override
  public Source<Tombstone> tombstones() {
    return tombstones.tombstones();
  }

  @Override
  public Source<Line> lines() throws IOException {
    String unheaded = selection.all() ? recent : "";
    Source<Line> lines =
        new SnapshotLines(new LineReader(database, selection).lines(), heads.open(), unheaded);
    return new PurgeGuard(lines, tombstones, purged);
  }

  @Override
  public void close() throws IOException {
    heads.close();
  }
}
