package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
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
    return new Cover(copy(coverings), coverings, Math.max(0, all - numbers.size()));
  }

  private static Optional<Cover.CoveringCheckpoint> covering(Jdbc jdbc, String chain, long number) {
    List<CheckpointRows.ChainLeaf> leaves = CheckpointRows.leaves(jdbc, number);
    List<byte[]> bytes = leaves.stream().map(CheckpointRows.ChainLeaf::leaf).toList();
    int index = leaves.stream().map(CheckpointRows.ChainLeaf::chain).toList().indexOf(chain);
    Optional<Checkpoint> checkpoint = CheckpointRows.find(jdbc, number);
    if (index < 0 || checkpoint.isEmpty()) {
      return Optional.empty();
    }
    String leaf = new String(bytes.get(index), StandardCharsets.UTF_8);
    List<String> path =
        MerkleTree.proof(bytes, index).stream().map(HexFormat.of()::formatHex).toList();
    Cover.InclusionProof proof = new Cover.InclusionProof(number, leaf, index, leaves.size(), path);
    return Optional.of(covering(jdbc, checkpoint.get(), proof));
  }

  private static Cover.CoveringCheckpoint covering(
      Jdbc jdbc, Checkpoint checkpoint, Cover.InclusionProof proof) {
    long number = checkpoint.number();
    Optional<Receipt> witnessed = CheckpointRows.receiptFrom(jdbc, number);
    return new Cover.CoveringCheckpoint(
        StoredCheckpoint.of(checkpoint, witnessed.filter(receipt -> receipt.number() == number)),
        proof,
        lastSeq(proof.leaf()),
        witnessed,
        CheckpointRows.receiptBefore(jdbc, number));
  }

  /** −1 if the leaf was made unreadable; then its proof fails. */
  private static long lastSeq(String leaf) {
    return RecordedJson.find(leaf)
        .map(json -> json.getJsonNumber("lastSeq"))
        .map(JsonNumber::longValue)
        .orElse(-1L);
  }

  private List<String> copy(List<Cover.CoveringCheckpoint> coverings) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (long number : wanted(coverings)) {
      transactions
          .commitStatements(jdbc -> CheckpointRows.find(jdbc, number))
          .ifPresent(checkpoints::add);
    }
    return CopyEntry.lines(
        checkpoints,
        transactions.commitStatements(jdbc -> CheckpointKeyRows.documents(jdbc, 0)),
        true);
  }

  private static SortedSet<Long> wanted(List<Cover.CoveringCheckpoint> coverings) {
    SortedSet<Long> wanted = new TreeSet<>();
    for (Cover.CoveringCheckpoint covering : coverings) {
      long number = covering.checkpoint().number();
      long end = covering.witnessed().map(Receipt::number).orElse(number);
      wanted.add(number);
      for (long next = number; next <= end && end - number <= BETWEEN; next++) {
        wanted.add(next);
      }
    }
    return wanted;
  }
}
