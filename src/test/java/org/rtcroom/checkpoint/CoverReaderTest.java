package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;

/** What covers a chain after somebody with the database was there, on an embedded one. */
class CoverReaderTest {

  private static final long NOON = 1_769_860_800_000L;

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final CheckpointKeys keys = keys();
  private Connection connection;
  private Jdbc jdbc;
  private CoverReader reader;
  private byte[] previous = Checkpoint.GENESIS;

  private static CheckpointKeys keys() {
    return new CheckpointKeys(SigningKey.read(Ed25519.newPem()).orElseThrow(), Optional.empty());
  }

  @BeforeEach
  void threeCheckpoints() throws SQLException {
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    connection = DriverManager.getConnection(url);
    jdbc = new Jdbc(connection);
    reader =
        StoredCovers.of(
            new Transactions() {
              @Override
              public <T> T commitStatements(Function<Jdbc, T> work) {
                return work.apply(jdbc);
              }
            },
            keys);
    checkpoint(0, 3, 1, 2, 3);
    checkpoint(1, 5, 1, 2, 3, 4);
    checkpoint(2, 7, 4);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static String chain(int n) {
    return "019c13a8-8a00-7000-8000-%012x".formatted(n);
  }

  /** One over some chains up to a line. */
  private void checkpoint(long number, long lastSeq, int... chains) {
    MerkleTree tree = new MerkleTree();
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    List<CheckpointRows.ChainLeaf> leaves = new ArrayList<>();
    for (int n : chains) {
      byte[] leaf =
          "{\"chain\":\"%s\",\"lastSeq\":%d}"
              .formatted(chain(n), lastSeq)
              .getBytes(StandardCharsets.UTF_8);
      tree.add(leaf);
      hashes.writeBytes(MerkleTree.leafHash(leaf));
      leaves.add(new CheckpointRows.ChainLeaf(chain(n), leaf));
    }
    Checkpoint checkpoint =
        new Checkpoint.UnsignedCheckpoint(
                number,
                previous,
                NOON + 60_000 * (number + 1),
                tree.root(),
                tree.size(),
                NodeList.NONE,
                List.of(),
                "demo")
            .signedBy(keys.current());
    CheckpointRows.insert(jdbc, checkpoint, hashes.toByteArray());
    CheckpointRows.insert(jdbc, number, leaves);
    previous = checkpoint.hash();
  }

  private Cover cover(int chain) {
    return reader.of(chain(chain));
  }

  @Test
  void theNewestCheckpointIsThereWhateverItCovers() {
    Cover cover = cover(1);

    assertThat(cover.lastSeq()).isEqualTo(5);
    assertThat(cover.copy()).hasSize(3);
    assertThat(cover.copy().get(2)).contains("\\\"number\\\":2");
    assertThat(cover.missing()).isEmpty();
  }

  @Test
  void aLeafThatIsGoneSpoilsNoOtherProof() {
    List<Cover.InclusionProof> before = proofs(1);
    jdbc.update("delete from checkpoint_leaf where number = 1 and chain = ?", chain(3));

    assertThat(proofs(1)).isEqualTo(before);
    assertThat(cover(1).missing()).isEmpty();
    assertThat(cover(4).missing()).isEmpty();
  }

  @Test
  void theChainWhoseLeafIsGoneIsTold() {
    jdbc.update("delete from checkpoint_leaf where number = 1 and chain = ?", chain(3));

    assertThat(cover(3).lastSeq()).isEqualTo(3);
    assertThat(cover(3).missing()).containsExactly(new Cover.MissingLeaf(1, false));
  }

  @Test
  void withoutTheHashesAnyChainMayHaveLostItsLeaf() {
    jdbc.update("delete from checkpoint_leaf where number = 1 and chain = ?", chain(3));
    jdbc.update("update checkpoint set leaf_hashes = null where number = 1");

    assertThat(cover(3).missing()).containsExactly(new Cover.MissingLeaf(1, false));
    assertThat(cover(5).missing()).containsExactly(new Cover.MissingLeaf(1, false));
    assertThat(cover(1).missing()).as("its proof leads nowhere").isEmpty();
  }

  @Test
  void leavesThatARestoreLostAreToldApart() {
    jdbc.update("delete from checkpoint_leaf where number = 2");
    jdbc.update("update checkpoint set leaf_hashes = null where number = 2");

    assertThat(cover(1).missing()).containsExactly(new Cover.MissingLeaf(2, true));
  }

  @Test
  void aReceiptCountsForItsCheckpointOnly() {
    ReceiptRows receipts = new ReceiptRows(jdbc, keys, reader.witness);
    receipts.insert(receipt(1));

    assertThat(receipts.last()).map(Receipt::number).contains(1L);
    assertThat(receipts.before(1)).isEmpty();
    assertThat(receipts.from(0)).map(Receipt::number).contains(1L);
    assertThat(cover(1).receipts()).hasSize(1);
  }

  @Test
  void aRowThatTheServiceDidNotSignIsNoReceipt() {
    ReceiptRows receipts = new ReceiptRows(jdbc, keys, reader.witness);
    receipts.insert(receipt(0));
    String insert =
        "insert into witness_receipt (number, witness, at_millis, answer, checkpoint_hash,"
            + " signature) select ";
    // beyond the checkpoints, with and without a hash; with the right hash; signed for another one
    jdbc.update(insert + "9000000000000000000, 'url', 1, hash, null, null from checkpoint");
    jdbc.update(insert + "9000000000000000000, 'url', 1, hash, hash, null from checkpoint");
    jdbc.update(insert + "number, 'tsa', at_millis, hash, hash, null from checkpoint");
    jdbc.update(insert + "number, 'tsa', at_millis, hash, hash, signature from checkpoint");
    jdbc.update(
        insert
            + "c.number, r.witness, r.at_millis, r.answer, c.hash, r.signature"
            + " from checkpoint c, witness_receipt r where r.number = 0 and c.number > 0");
    new ReceiptRows(jdbc, keys(), reader.witness).insert(receipt(2));

    assertThat(receipts.last()).map(Receipt::number).contains(0L);
    assertThat(receipts.between(0, Long.MAX_VALUE)).hasSize(1);
    assertThat(cover(4).receipts()).isEmpty();
    receipts.insert(receipt(2));
    assertThat(receipts.last()).map(Receipt::number).contains(2L);
  }

  @Test
  void anAnswerThatProvesItselfOutlivesTheKey() {
    Witness authority =
        new Witness() {
          @Override
          public String name() {
            return "tsa";
          }

          @Override
          public byte[] show(byte[] line) {
            return line;
          }

          @Override
          public Optional<Instant> proves(byte[] line, byte[] answer) {
            return Arrays.equals(line, answer) ? Optional.of(Instant.EPOCH) : Optional.empty();
          }
        };
    Checkpoint seen = CheckpointRows.find(jdbc, 1).orElseThrow();
    byte[] line = seen.line().getBytes(StandardCharsets.UTF_8);
    new ReceiptRows(jdbc, keys(), authority).insert(new Receipt(1, "tsa", NOON, line, seen.hash()));
    new ReceiptRows(jdbc, keys(), authority).insert(receipt(2));

    ReceiptRows receipts = new ReceiptRows(jdbc, keys, authority);
    assertThat(receipts.last()).map(Receipt::number).contains(1L);
    assertThat(new ReceiptRows(jdbc, keys, reader.witness).last()).isEmpty();
  }

  @Test
  void anExportHasOneReceiptOfEachCheckpoint() {
    StoredReceipts stored = StoredCovers.receipts(reader.transactions, keys);
    assertThat(stored.after(StoredCopy.BEGINNING, 2)).isEmpty();
    ReceiptRows receipts = new ReceiptRows(jdbc, keys, reader.witness);
    new ReceiptRows(jdbc, keys(), reader.witness).insert(receipt(0));
    receipts.insert(receipt(2));
    receipts.insert(receipt(0));
    receipts.insert(receipt(2));

    assertThat(numbers(stored.after(StoredCopy.BEGINNING, 2))).containsExactly(0L, 2L);
    assertThat(numbers(stored.after(0, 2))).containsExactly(2L);
    assertThat(numbers(stored.after(0, 1))).isEmpty();
  }

  @Test
  void whereTheWitnessWasSilentForLongTheExportGoesOn() {
    for (long number = 3; number < 250; number++) {
      checkpoint(number, number, 4);
    }
    new ReceiptRows(jdbc, keys, reader.witness).insert(receipt(249));

    StoredReceipts stored = StoredCovers.receipts(reader.transactions, keys);
    assertThat(numbers(stored.after(StoredCopy.BEGINNING, 249))).containsExactly(249L);
  }

  private static List<Long> numbers(List<Receipt> receipts) {
    return receipts.stream().map(Receipt::number).toList();
  }

  private Receipt receipt(long number) {
    byte[] hash = CheckpointRows.find(jdbc, number).orElseThrow().hash();
    return new Receipt(number, "url", NOON, new byte[] {1}, hash);
  }

  private List<Cover.InclusionProof> proofs(int chain) {
    return cover(chain).coverings().stream().map(Cover.CoveringCheckpoint::proof).toList();
  }
}
