package org.rtcroom.checkpoint;

import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Jdbc;

/** Key documents in the database, within the caller's transaction. */
final class CheckpointKeyRows {

  private CheckpointKeyRows() {}

  /** The id of the key that signs the next checkpoint; empty before the first one. */
  static Optional<String> inForce(Jdbc jdbc) {
    List<KeyDocument> documents = documents(jdbc, 0);
    return documents.isEmpty()
        ? CheckpointRows.last(jdbc).map(Checkpoint::keyId)
        : Optional.of(documents.get(documents.size() - 1).keyId());
  }

  /** Those that come before checkpoint {@code from} or later ones, in the order they were made. */
  static List<KeyDocument> documents(Jdbc jdbc, long from) {
    return jdbc.list(
        row ->
            new KeyDocument(
                KeyDocument.DocumentKind.valueOf(row.getString(1)),
                row.getLong(2),
                row.getString(3),
                row.getBytes(4),
                row.getBytes(5),
                row.getBytes(6)),
        "select kind, number, key_id, document, first_signature, second_signature"
            + " from key_document where number >= ? order by place",
        from);
  }

  static int insert(Jdbc jdbc, KeyDocument document) {
    return jdbc.update(
        "insert into key_document"
            + " (place, kind, number, key_id, document, first_signature, second_signature)"
            + " values ((select coalesce(max(place), -1) + 1 from key_document), ?, ?, ?, ?, ?, ?)",
        document.kind().name(),
        document.number(),
        document.keyId(),
        document.document(),
        document.first(),
        document.second());
  }
}
