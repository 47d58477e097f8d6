package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;

/** Finds the checkpoints that cover a chain, and proves that they do. */
@ApplicationScoped
public class CoverReader {

  /** Of a chain that many checkpoints cover, only so many of the first and of the last are read. */
  static final int EACH_END = 50;

  /** How many checkpoints may lie between one that covers the chain and a witnessed one. */
  private static final int BETWEEN = 20;

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject Witness witness;

  /**
   * The checkpoints over a chain, read piece by piece. The lines that they cover are committed when
   * this returns.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  public Cover of(String chain) {
    SortedSet<Long> numbers = new TreeSet<>();
    for (boolean newest : new boolean[] {false, true}) {
      numbers.addAll(
          transactions.commitStatements(
              jdbc -> CheckpointRows.covering(jdbc, chain, newest, EACH_END)));
    }
    List<Cover.CoveringCheckpoint> coverings = new ArrayList<>();
    for (long number : numbers) {
      transactions
          .commitStatements(jdbc -> covering(jdbc, chain, number))
          .ifPresent(coverings::add);
    }
    long all =
        numbers.size() < EACH_END
            ? numbers.size()
            : transactions.commitStatements(jdbc -> CheckpointRows.countCovering(jdbc, chain));
    return new Cover(
        copy(chain, coverings),
        coverings,
        Math.max(0, all - numbers.size()),
        new LeafGaps(transactions).of(chain));
  }

  private Optional<Cover.CoveringCheckpoint> covering(Jdbc jdbc, String chain, long number) {
    LeafList leaves = LeafList.of(jdbc, number);
    return CheckpointRows.find(jdbc, number)
        .flatMap(
            checkpoint ->
                leaves.proof(checkpoint, chain).map(proof -> covering(jdbc, checkpoint, proof)));
  }

  private Cover.CoveringCheckpoint covering(
      Jdbc jdbc, Checkpoint checkpoint, Cover.InclusionProof proof) {
    long number = checkpoint.number();
    ReceiptRows receipts = new ReceiptRows(jdbc, keys, witness);
    Optional<Receipt> witnessed =
        receipts.from(number).filter(receipt -> receipt.number() - number <= BETWEEN);
    return new Cover.CoveringCheckpoint(
        StoredCheckpoint.of(checkpoint, witnessed.filter(receipt -> receipt.number() == number)),
        proof,
        lastSeq(proof.leaf()),
        witnessed,
        witnessed.flatMap(receipt -> stamped(jdbc, receipt)),
        receipts.before(number));
  }

  /** What a time-stamp authority says to strangers, if the witness is one. */
  private Optional<Instant> stamped(Jdbc jdbc, Receipt receipt) {
    return CheckpointRows.find(jdbc, receipt.number())
        .flatMap(
            checkpoint ->
                witness.proves(
                    checkpoint.line().getBytes(StandardCharsets.UTF_8), receipt.answer()));
  }

  /** −1 if the leaf was made unreadable; then its proof fails. */
  private static long lastSeq(String leaf) {
    return RecordedJson.find(leaf)
        .map(json -> json.getJsonNumber("lastSeq"))
        .map(JsonNumber::longValue)
        .orElse(-1L);
  }

  private List<String> copy(String chain, List<Cover.CoveringCheckpoint> coverings) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    SortedSet<Long> wanted = wanted(coverings);
    wanted.add(transactions.commitStatements(CheckpointRows::lastNumber));
    for (long number : wanted) {
      transactions
          .commitStatements(jdbc -> CheckpointRows.find(jdbc, number))
          .ifPresent(checkpoints::add);
    }
    return CopyEntry.lines(
        checkpoints, transactions.commitStatements(jdbc -> documents(jdbc, chain)), true);
  }

  /** Those about keys and restores, and those about the chain. */
  private static List<KeyDocument> documents(Jdbc jdbc, String chain) {
    List<KeyDocument> documents = new ArrayList<>(CheckpointKeyRows.documents(jdbc, 0));
    documents.addAll(EndingRows.about(jdbc, chain));
    return documents;
  }

  private static SortedSet<Long> wanted(List<Cover.CoveringCheckpoint> coverings) {
    SortedSet<Long> wanted = new TreeSet<>();
    for (Cover.CoveringCheckpoint covering : coverings) {
      long number = covering.checkpoint().number();
      long end = covering.witnessed().map(Receipt::number).orElse(number);
      wanted.add(number);
      for (long next = number; next <= end; next++) {
        wanted.add(next);
      }
    }
    return wanted;
  }
}
