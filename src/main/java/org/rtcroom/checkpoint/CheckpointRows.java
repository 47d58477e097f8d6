package org.rtcroom.checkpoint;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rtcroom.chain.RecordedJson;

/** Checkpoints and receipts in the database. Works within the caller's transaction. */
final class CheckpointRows {

  private static final String SELECT =
      "select number, body, signature, hash, key_id, at_millis, leaves from checkpoint ";

  private CheckpointRows() {}

  static Optional<Checkpoint> last(EntityManager entities) {
    return found(entities.createNativeQuery(SELECT + "order by number desc limit 1")).findFirst();
  }

  static Optional<Checkpoint> find(EntityManager entities, long number) {
    return found(entities.createNativeQuery(SELECT + "where number = ?1").setParameter(1, number))
        .findFirst();
  }

  /** In ascending order of their numbers. */
  static List<Checkpoint> after(EntityManager entities, long number, int limit) {
    return found(
            entities
                .createNativeQuery(SELECT + "where number > ?1 order by number limit " + limit)
                .setParameter(1, number))
        .toList();
  }

  /** In descending order of their numbers. */
  static List<Checkpoint> before(EntityManager entities, long number, int limit) {
    return found(
            entities
                .createNativeQuery(SELECT + "where number < ?1 order by number desc limit " + limit)
                .setParameter(1, number))
        .toList();
  }

  static void insert(EntityManager entities, Checkpoint checkpoint) {
    entities
        .createNativeQuery(
            "insert into checkpoint (number, body, signature, hash, key_id, at_millis, leaves)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .setParameter(1, checkpoint.number())
        .setParameter(2, checkpoint.body())
        .setParameter(3, checkpoint.signature())
        .setParameter(4, checkpoint.hash())
        .setParameter(5, checkpoint.keyId())
        .setParameter(6, checkpoint.atMillis())
        .setParameter(7, checkpoint.leaves())
        .executeUpdate();
  }

  /** In ascending order of their chains. */
  static List<CheckpointLeaf> leaves(EntityManager entities, long number) {
    return entities
        .createQuery(
            "select l from CheckpointLeaf l where l.number = :number order by l.chain",
            CheckpointLeaf.class)
        .setParameter("number", number)
        .getResultList();
  }

  static Optional<Receipt> lastReceipt(EntityManager entities) {
    return receipts(
            entities.createNativeQuery(
                "select number, witness, at_millis, answer from witness_receipt"
                    + " order by number desc limit 1"))
        .findFirst();
  }

  /** Of the checkpoints from one number to another, both included. */
  static List<Receipt> receipts(EntityManager entities, long from, long to) {
    return receipts(
            entities
                .createNativeQuery(
                    "select number, witness, at_millis, answer from witness_receipt"
                        + " where number between ?1 and ?2")
                .setParameter(1, from)
                .setParameter(2, to))
        .toList();
  }

  /** The last one before a checkpoint. */
  static Optional<Receipt> receiptBefore(EntityManager entities, long number) {
    return receipts(
            entities
                .createNativeQuery(
                    "select number, witness, at_millis, answer from witness_receipt"
                        + " where number < ?1 order by number desc limit 1")
                .setParameter(1, number))
        .findFirst();
  }

  /** The first one for a checkpoint or a later one. */
  static Optional<Receipt> receiptFrom(EntityManager entities, long number) {
    return receipts(
            entities
                .createNativeQuery(
                    "select number, witness, at_millis, answer from witness_receipt"
                        + " where number >= ?1 order by number limit 1")
                .setParameter(1, number))
        .findFirst();
  }

  /** The checkpoints that have a leaf of a chain, at most so many. */
  static List<Long> covering(EntityManager entities, String chain, boolean newest, int limit) {
    List<?> numbers =
        entities
            .createNativeQuery(
                "select number from checkpoint_leaf where chain = ?1 order by number "
                    + (newest ? "desc" : "asc")
                    + " limit "
                    + limit)
            .setParameter(1, chain)
            .getResultList();
    return numbers.stream().map(CheckpointRows::number).toList();
  }

  /** The first checkpoint that covers a line. */
  static Optional<Long> firstOver(EntityManager entities, String chain, long seq) {
    return rows(entities
            .createNativeQuery(
                "select number, leaf from checkpoint_leaf where chain = ?1 order by number")
            .setParameter(1, chain))
        .filter(
            row ->
                RecordedJson.find((byte[]) row[1])
                    .filter(leaf -> leaf.getJsonNumber("lastSeq").longValue() >= seq)
                    .isPresent())
        .map(row -> number(row[0]))
        .findFirst();
  }

  static void insert(EntityManager entities, Receipt receipt) {
    entities
        .createNativeQuery(
            "insert into witness_receipt (number, witness, at_millis, answer)"
                + " values (?1, ?2, ?3, ?4)")
        .setParameter(1, receipt.number())
        .setParameter(2, receipt.witness())
        .setParameter(3, receipt.atMillis())
        .setParameter(4, receipt.answer())
        .executeUpdate();
  }

  private static Stream<Checkpoint> found(Query query) {
    return rows(query)
        .map(
            row ->
                new Checkpoint(
                    number(row[0]),
                    (byte[]) row[1],
                    (byte[]) row[2],
                    (byte[]) row[3],
                    (String) row[4],
                    number(row[5]),
                    number(row[6])));
  }

  private static Stream<Receipt> receipts(Query query) {
    return rows(query)
        .map(row -> new Receipt(number(row[0]), (String) row[1], number(row[2]), (byte[]) row[3]));
  }

  @SuppressWarnings("unchecked")
  static Stream<Object[]> rows(Query query) {
    return ((List<Object[]>) query.getResultList()).stream();
  }

  static long number(Object value) {
    return ((Number) value).longValue();
  }
}
