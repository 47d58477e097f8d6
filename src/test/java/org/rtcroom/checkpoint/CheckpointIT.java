package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.database.Transactions;
import org.rtcroom.history.SessionRecord;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.Change;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Position;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;
import org.rtcroom.settings.NodeName;

/** Checkpoints over a real journal. The server's own timer runs meanwhile, as it always does. */
@ExtendWith(ArquillianExtension.class)
class CheckpointIT {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final UserId ANN = new UserId("ann");

  @Inject CheckpointWriter writer;
  @Inject CheckpointKeys keys;
  @EJB Transactions transactions;
  @Inject StoredCopy copy;
  @Inject CheckpointSettings settings;
  @Inject CheckpointGate gate;
  @Inject Journal journal;
  @Inject SessionRecord record;
  @Inject AccessLog accessLog;
  @Inject NodeName node;
  @Inject NodeInstance instance;
  @Inject CheckpointWatch watch;

  private RoomState state;
  private Optional<Position> position = Optional.empty();

  @BeforeEach
  void aSessionIsOpen() {
    Terms terms =
        new Terms(
            RoomType.DOUBLE,
            "checkpoint_" + UUID.randomUUID().toString().substring(0, 8),
            Optional.of(ANN),
            "",
            "",
            true,
            GroupOwner.NONE,
            Optional.empty());
    state = RoomState.unopened(SessionId.next(NOON), terms, NOON);
    record(new RoomEvent.Opened(terms));
  }

  private void record(RoomEvent event) {
    RoomState after = event.applyTo(state, NOON);
    JournalEntry entry = new JournalEntry(event, Actor.SERVICE, NOON);
    position = Optional.of(journal.record(new Change(position, List.of(entry), after, Set.of())));
    state = after;
  }

  @Test
  void whatWasRecordedIsCoveredWithItsLastHash() {
    checkpoint();

    assertThat(leaves())
        .containsExactly(
            "{\"chain\":\"%s\",\"family\":\"double_room\",\"lastHash\":\"%s\",\"lastSeq\":0,"
                    .formatted(chain(), position.orElseThrow().hash())
                + "\"opened\":%d,\"retention\":\"standard\",\"type\":\"session\"}"
                    .formatted(NOON.toEpochMilli()));
  }

  @Test
  void aClosedSessionSaysSo() {
    record(new RoomEvent.Closed(Reason.CLOSED_BY_CREATOR));
    checkpoint();

    List<String> leaves = leaves();
    assertThat(leaves.get(leaves.size() - 1))
        .contains("\"closed\":" + NOON.toEpochMilli(), "\"lastSeq\":1");
  }

  @Test
  void theRetentionOfAnOpenSessionIsInItsLeaf() {
    record(retention("long", NOON, NOON.plusSeconds(60)));
    checkpoint();

    assertThat(leaves()).last().asString().contains(saysSo("long", NOON)).contains("\"lastSeq\":1");
  }

  @Test
  void theRetentionThatEndsLastIsInTheLeafOfAClosedSession() {
    record(new RoomEvent.Closed(Reason.IDLE));
    add(retention("long", NOON, NOON.plusSeconds(60)));
    add(retention("short", NOON.plusSeconds(5), NOON.plusSeconds(59)));
    checkpoint();
    assertThat(leaves()).last().asString().contains(saysSo("long", NOON)).contains("\"lastSeq\":3");

    add(retention("longer", NOON.plusSeconds(9), NOON.plusSeconds(61)));
    checkpoint();

    assertThat(leaves()).last().asString().contains(saysSo("longer", NOON.plusSeconds(9)));
  }

  @Test
  void whatIsRecordedAfterARetentionLeavesItAsItIs() {
    record(retention("long", NOON, NOON.plusSeconds(60)));
    record(new RoomEvent.Closed(Reason.IDLE));
    checkpoint();

    assertThat(leaves()).last().asString().contains(saysSo("long", NOON)).contains("\"lastSeq\":2");
  }

  private void add(RoomEvent.Remark remark) {
    assertThat(record.add(state.sessionId(), remark, Actor.SERVICE)).isPresent();
  }

  private static Remarks.RetentionSet retention(String name, Instant base, Instant until) {
    return new Remarks.RetentionSet(name, base, until, new Remarks.By("auditor", "key-1"));
  }

  /** The fields of a leaf in their order, with nothing else at either end. */
  private static String[] saysSo(String name, Instant base) {
    return new String[] {
      "{\"base\":%d,".formatted(base.toEpochMilli()), "\"retention\":\"%s\",".formatted(name)
    };
  }

  @Test
  void whereNothingMovedThereIsNone() {
    assertThat(checkpointsUntilNothingMoves()).isLessThan(20);
  }

  /** Whatever else the server does meanwhile ends soon. */
  private int checkpointsUntilNothingMoves() {
    int made = 0;
    while (made < 20 && checkpoint().isPresent()) {
      made++;
    }
    return made;
  }

  @Test
  void theAccessLogIsCoveredToo() {
    accessLog.record(
        AccessKind.LOGGED_IN, Actor.SERVICE, Map.of("family", "double_room"), Map.of());
    checkpoint();

    long uncovered =
        transactions.commit(
            entities ->
                ((Number)
                        entities
                            .createNativeQuery(
                                "select count(*) from access_head"
                                    + " where node = ?1 and covered_seq < 0")
                            .setParameter(1, node.name())
                            .getSingleResult())
                    .longValue());
    assertThat(uncovered).isZero();
  }

  @Test
  void everyCheckpointFollowsTheOneBeforeAndIsSigned() throws Exception {
    checkpoint();
    record(new RoomEvent.Closed(Reason.IDLE));
    checkpoint();

    List<Checkpoint> last =
        transactions.commitStatements(jdbc -> CheckpointRows.before(jdbc, Long.MAX_VALUE, 2));
    assertThat(last.get(0).number()).isEqualTo(last.get(1).number() + 1);
    assertThat(text(last.get(0).body()))
        .contains("\"previous\":\"" + last.get(1).hashHex() + "\"")
        .contains("\"root\":\"" + rootOfStoredLeaves(last.get(0).number()) + "\"")
        .contains("\"mode\":\"demo\"", "\"key\":\"" + keys.current().id() + "\"");
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(keys.current().publicKey().getEncoded())));
    check.update(Domain.CHECKPOINT.signed(last.get(0).body()));
    assertThat(check.verify(last.get(0).signature())).isTrue();
  }

  private String rootOfStoredLeaves(long number) {
    MerkleTree tree = new MerkleTree();
    transactions
        .commitStatements(jdbc -> CheckpointRows.leaves(jdbc, number))
        .forEach(leaf -> tree.add(leaf.leaf()));
    return HexFormat.of().formatHex(tree.root());
  }

  @Test
  void aCommitThatComesLateIsCoveredByTheNext() {
    Optional<CheckpointWriter.SignedCheckpoint> before = writer.sign(true);
    record(new RoomEvent.Closed(Reason.IDLE));
    before.ifPresent(writer::cover);
    checkpoint();

    assertThat(leaves()).last().asString().contains("\"lastSeq\":1");
  }

  @Test
  void aCrashBeforeTheHeadsAreNotedRepeatsALeafAndNoNumber() {
    Checkpoint first = writer.sign(true).orElseThrow().checkpoint();
    Checkpoint second = writer.sign(true).orElseThrow().checkpoint();

    assertThat(second.number()).isGreaterThan(first.number());
    assertThat(leaves()).hasSizeGreaterThanOrEqualTo(2).containsOnly(leaves().get(0));
    assertThat(uncovered()).isTrue();
    checkpoint();
    assertThat(uncovered()).isFalse();
  }

  @Test
  void aSessionCountsOnceForTheNodeThatOpenedIt() {
    checkpointsUntilNothingMoves();
    long before = sessions();
    position = Optional.empty();
    aSessionIsOpen();
    checkpoint();

    assertThat(sessions()).isEqualTo(before + 1);
    record(new RoomEvent.Closed(Reason.IDLE));
    checkpoint();
    assertThat(sessions()).isEqualTo(before + 1);
  }

  @Test
  void theFileOutsideHoldsEveryRowAndNothingElse() throws Exception {
    checkpoint();
    List<Checkpoint> stored =
        transactions.commitStatements(jdbc -> CheckpointRows.after(jdbc, -1, Integer.MAX_VALUE));
    copy.publish();

    List<String> lines = Files.readAllLines(settings.file());
    List<String> checkpoints = lines.stream().filter(line -> line.contains("\"body\":")).toList();
    List<String> others = lines.stream().filter(line -> !line.contains("\"body\":")).toList();
    assertThat(checkpoints.subList(0, stored.size()))
        .containsExactlyElementsOf(stored.stream().map(Checkpoint::line).toList());
    long endings =
        transactions.commitStatements(
            jdbc -> jdbc.first(row -> row.getLong(1), "select count(*) from ending").orElseThrow());
    assertThat(others).hasSize((int) endings).allMatch(line -> line.contains("\"ended\":"));
  }

  @Test
  void aFileThatLacksRowsGetsThem() throws Exception {
    checkpoint();
    Path lost = Files.createTempDirectory("checkpoints").resolve("checkpoints.log");
    StoredCopy other = new StoredCopy();
    other.transactions = transactions;
    other.keys = keys;
    other.outside = new OutsideFile(lost);

    other.publish();

    copy.publish();
    assertThat(Files.readAllLines(settings.file())).startsWith(array(Files.readAllLines(lost)));
    assertThat(Files.readAllLines(lost)).isNotEmpty();
  }

  @Test
  void aDatabaseBehindItsFileIsNotServedUntilThatIsAcknowledged() throws Exception {
    checkpoint();
    Checkpoint last = transactions.commitStatements(CheckpointRows::last).orElseThrow();
    OutsideFile.CopiedCheckpoint next = new OutsideFile.CopiedCheckpoint(last.number() + 5, "00");
    OutsideFile.CopiedCheckpoint changed = new OutsideFile.CopiedCheckpoint(last.number(), "00");

    assertThat(compared(next))
        .isInstanceOfSatisfying(
            Comparison.Behind.class,
            behind -> assertThat(behind.file()).isEqualTo(last.number() + 5));
    assertThat(compared(changed)).isEqualTo(new Comparison.Disagrees(last.number()));
    assertThat(gate.obstacle()).isEmpty();
  }

  @Test
  void aKeyThatIsNotInForceSignsNothing() {
    CheckpointWriter other = new CheckpointWriter();
    other.transactions = transactions;
    other.keys =
        new CheckpointKeys(SigningKey.read(Ed25519.newPem()).orElseThrow(), Optional.empty());
    other.node = node;
    other.instance = instance;
    other.watch = watch;

    assertThatThrownBy(() -> other.sign(true)).isInstanceOf(DatabaseUnavailable.class);
  }

  /** Whoever can write to the database can put a row there. */
  @Test
  void nothingIsSignedOverACheckpointOfSomebodyElse() throws Exception {
    checkpoint();
    copy.publish();
    Checkpoint last = transactions.commitStatements(CheckpointRows::last).orElseThrow();
    Checkpoint genuine =
        new Checkpoint.UnsignedCheckpoint(
                last.number() + 1,
                last.hash(),
                0,
                new MerkleTree().root(),
                0,
                NodeList.NONE,
                List.of(),
                "demo")
            .signedBy(keys.current());
    byte[] signature = new byte[64];
    Checkpoint forged =
        new Checkpoint(
            genuine.number(),
            genuine.body(),
            signature,
            Checkpoint.hashOf(genuine.body(), signature),
            genuine.keyId(),
            genuine.atMillis(),
            0);
    transactions.commitStatements(
        jdbc -> {
          CheckpointRows.insert(jdbc, forged, new byte[0]);
          return true;
        });
    try {
      assertThatThrownBy(() -> writer.sign(true))
          .rootCause()
          .hasMessageContaining("checkpoint " + forged.number(), "somebody else put it there");
      assertThatThrownBy(copy::publish).isInstanceOf(TrustedKeys.ForgedCheckpoint.class);
      assertThatThrownBy(writer::writeIfDue).isInstanceOf(DatabaseUnavailable.class);
      assertThat(gate.notCopiedSince()).isPresent();
      assertThat(Files.readString(settings.file())).doesNotContain(forged.hashHex());
    } finally {
      transactions.commitStatements(
          jdbc -> jdbc.update("delete from checkpoint where number = ?", forged.number()));
    }
    writer.writeIfDue();
    assertThat(gate.obstacle()).isEmpty();
    assertThat(gate.notCopiedSince()).isEmpty();
    assertThat(writer.sign(true).orElseThrow().checkpoint().number())
        .isGreaterThanOrEqualTo(forged.number());
  }

  @Test
  void aWitnessThatWasDownSeesTheStoredRowLaterAndItsAnswerIsKept() {
    checkpoint();
    copy.publish();
    forgeReceipts();
    List<String> seen = new ArrayList<>();
    WitnessCourier courier = new WitnessCourier();
    courier.transactions = transactions;
    courier.file = new OutsideFile(settings.file());
    courier.instance = instance;
    courier.gate = new CheckpointGate();
    courier.keys = keys;
    courier.clock = Clock.fixed(NOON, ZoneOffset.UTC);
    courier.witness = new Forgetful(seen);

    courier.carry();
    courier.carry();
    assertThat(seen).as("asked once, then not before its time").containsExactly("down");
    courier.clock = Clock.fixed(NOON.plusSeconds(2), ZoneOffset.UTC);
    courier.carry();

    Receipt receipt =
        transactions
            .commitStatements(jdbc -> new ReceiptRows(jdbc, keys, courier.witness).last())
            .orElseThrow();
    Checkpoint shown =
        transactions
            .commitStatements(jdbc -> CheckpointRows.find(jdbc, receipt.number()))
            .orElseThrow();
    assertThat(seen).last().isEqualTo(shown.line());
    assertThat(receipt.witness()).isEqualTo("url");
    courier.carry();
    assertThat(courier.gate.seen().orElseThrow().number()).isEqualTo(receipt.number());
    assertThat(text(receipt.answer())).isEqualTo("seen");
  }

  /** Of a checkpoint that is far ahead, and of all there are, with their hashes. */
  private void forgeReceipts() {
    String insert =
        "insert into witness_receipt (number, witness, at_millis, answer, checkpoint_hash,"
            + " signature) select ";
    transactions.commitStatements(
        jdbc ->
            jdbc.update(
                    insert + "9000000000000000000, 'url', 1, hash, hash, signature from checkpoint")
                + jdbc.update(insert + "number, 'url', 1, hash, hash, signature from checkpoint"));
  }

  /** Is down when it is asked for the first time. */
  private record Forgetful(List<String> seen) implements Witness {

    @Override
    public String name() {
      return "url";
    }

    @Override
    public byte[] show(byte[] line) {
      seen.add(seen.isEmpty() ? "down" : text(line));
      if (seen.size() == 1) {
        throw new NotWitnessed("down");
      }
      return "seen".getBytes(StandardCharsets.UTF_8);
    }
  }

  private Comparison compared(OutsideFile.CopiedCheckpoint copied) {
    return transactions.commitStatements(jdbc -> Comparison.of(Optional.of(copied), jdbc));
  }

  private Optional<CheckpointWriter.SignedCheckpoint> checkpoint() {
    Optional<CheckpointWriter.SignedCheckpoint> signed = writer.sign(false);
    signed.ifPresent(writer::cover);
    return signed;
  }

  /** The leaves of this test's session, in the order of their checkpoints. */
  private List<String> leaves() {
    return transactions.commitStatements(
        jdbc ->
            jdbc.list(
                row -> text(row.getBytes(1)),
                "select leaf from checkpoint_leaf where chain = ? order by number",
                chain()));
  }

  private boolean uncovered() {
    return transactions
        .commitStatements(jdbc -> HeadRows.moved(jdbc, CheckpointWriter.MOST_LEAVES))
        .stream()
        .anyMatch(head -> head.chain().equals(chain()));
  }

  private long sessions() {
    return transactions.commitStatements(jdbc -> NodeRows.listed(jdbc, Set.of())).stream()
        .map(NodeRows.NodeRow::count)
        .filter(count -> count.node().equals(node.name()))
        .mapToLong(NodeCount::sessions)
        .sum();
  }

  private String chain() {
    return state.sessionId().value();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String[] array(List<String> lines) {
    return lines.toArray(String[]::new);
  }
}
