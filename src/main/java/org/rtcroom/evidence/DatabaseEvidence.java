package org.rtcroom.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtcroom.checkpoint.CopyEntry;
import org.rtcroom.checkpoint.StoredCopy;
import org.rtcroom.checkpoint.StoredReceipts;

/**
 * The history as it stands in the database, while the service goes on: checkpoints up to the last
 * one there was, then the heads, kept aside at once, then lines up to where these heads stood. So
 * the lines that these checkpoints cover are among those read, and no line is missing to a head.
 *
 * <p>Its series have the order of checkpoint-format.md. Several are open at once, and each may be
 * opened more than once.
 */
final class DatabaseEvidence implements Closeable {

  private final Database database;
  private final StoredCopy copy;
  private final StoredReceipts receipts;
  private final ExportHeader header;
  private final String recent;
  private final EvidenceTables tables;
  private final long purged;
  private final long lastCheckpoint;
  private final List<RowRecord> rows;
  private final HeadSpool heads;

  /**
   * Reads the heads.
   *
   * @param recent chains from this id on may begin while this is read
   */
  DatabaseEvidence(
      Database database,
      StoredCopy copy,
      StoredReceipts receipts,
      ExportHeader header,
      String recent)
      throws IOException {
    this.database = database;
    this.copy = copy;
    this.receipts = receipts;
    this.header = header;
    this.recent = recent;
    tables = new EvidenceTables(database);
    purged = tables.tombstoneCount();
    lastCheckpoint = copy.lastNumber();
    rows = tables.rows();
    heads = new HeadSpool(new HeadReader(database, header.selection()).heads());
  }

  ExportHeader header() {
    return header;
  }

  /** The number of the last checkpoint in it; {@link StoredCopy#BEGINNING} if there is none. */
  long lastCheckpoint() {
    return lastCheckpoint;
  }

  /** The lines of the copy outside the database, by number. */
  RecordSource<byte[]> checkpoints() {
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

  /** What the witness answered to these checkpoints, by number. */
  RecordSource<ReceiptRecord> receipts() {
    return new Pages<>(
        last ->
            receipts
                .after(
                    last == null ? StoredCopy.BEGINNING : last.receipt().number(), lastCheckpoint)
                .stream()
                .map(ReceiptRecord::new)
                .toList());
  }

  /** By number, then chain. */
  RecordSource<LeafRecord> leaves() {
    return tables.leavesByNumber(lastCheckpoint);
  }

  /** By the line they name: API keys, bans, and rows beside lines that are not there. */
  RecordSource<RowRecord> rows() {
    return new SortedMerge<>(
        RecordSource.of(rows), LooseRows.of(database, header.selection()), RowRecord.ORDER);
  }

  /** By chain. */
  RecordSource<HeadRecord> heads() throws IOException {
    return heads.open();
  }

  /** By chain, then number. */
  RecordSource<LeafRecord> leavesByChain() {
    return tables.leavesByChain(lastCheckpoint);
  }

  /** By chain. */
  RecordSource<TombstoneRecord> tombstones() {
    return tables.tombstones();
  }

  /** By chain, then number. */
  RecordSource<LineRecord> lines() throws IOException {
    Selection selection = header.selection();
    String unheaded = selection.all() ? recent : "";
    return new SnapshotLines(
        tables.lines(selection), heads.open(), unheaded, () -> tables.tombstoneCount() != purged);
  }

  @Override
  public void close() throws IOException {
    heads.close();
  }
}
