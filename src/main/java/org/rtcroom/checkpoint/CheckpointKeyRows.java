package org.rtcroom.checkpoint;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** Key documents in the database. Works within the caller's transaction. */
final class CheckpointKeyRows {

  private CheckpointKeyRows() {}

  /** The id of the key that signs the next checkpoint; empty before the first one. */
  static Optional<String> inForce(EntityManager entities) {
    List<KeyDocument> documents =
        documents(entities, 0).stream().filter(document -> document.kind().ofKeys()).toList();
    return documents.isEmpty()
        ? CheckpointRows.last(entities).map(Checkpoint::keyId)
        : Optional.of(documents.get(documents.size() - 1).keyId());
  }

  /** Those that come before checkpoint {@code from} or later ones, in the order they were made. */
  static List<KeyDocument> documents(EntityManager entities, long from) {
    return CheckpointRows.rows(
            entities
                .createNativeQuery(
                    "select kind, number, key_id, document, first_signature, second_signature"
                        + " from key_document where number >= ?1 order by place")
                .setParameter(1, from))
        .map(
            row ->
                new KeyDocument(
                    KeyDocument.DocumentKind.valueOf((String) row[0]),
                    CheckpointRows.number(row[1]),
                    (String) row[2],
                    (byte[]) row[3],
                    (byte[]) row[4],
                    (byte[]) row[5]))
        .toList();
  }

  static void insert(EntityManager entities, KeyDocument document) {
    Object places =
        entities
            .createNativeQuery("select coalesce(max(place), -1) + 1 from key_document")
            .getSingleResult();
    entities
        .createNativeQuery(
            "insert into key_document"
                + " (place, kind, number, key_id, document, first_signature, second_signature)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .setParameter(1, CheckpointRows.number(places))
        .setParameter(2, document.kind().name())
        .setParameter(3, document.number())
        .setParameter(4, document.keyId())
        .setParameter(5, document.document())
        .setParameter(6, document.first())
        .setParameter(7, document.second())
        .executeUpdate();
  }
}
