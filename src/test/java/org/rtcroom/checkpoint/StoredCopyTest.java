package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;

/** Whoever may write to the database cannot have the service put a checkpoint into the file. */
class StoredCopyTest {

  private static final SigningKey OLD = CheckpointPage.key(1);
  private static final SigningKey OWN = CheckpointPage.key(2);
  private static final SigningKey OTHER = SigningKey.read(Ed25519.newPem()).orElseThrow();
  private static final Checkpoint FIRST = checkpoint(0, Checkpoint.GENESIS, OWN);

  private final StoredCopy copy = new StoredCopy();
  private final Path path;
  private Connection connection;
  private Jdbc jdbc;

  StoredCopyTest(@TempDir Path folder) {
    path = folder.resolve("checkpoints.log");
  }

  @BeforeEach
  void aDatabaseThatIsCopied() throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    connection = DriverManager.getConnection(url);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    jdbc = new Jdbc(connection);
    copy.transactions =
        new Transactions() {
          @Override
          public <T> T commitStatements(Function<Jdbc, T> work) {
            return work.apply(jdbc);
          }
        };
    copy.keys = new CheckpointKeys(OWN, Optional.of(OLD));
    copy.outside = new OutsideFile(path);
    store(FIRST);
    copy.publish();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static Checkpoint checkpoint(long number, byte[] previous, SigningKey key) {
    return new Checkpoint.UnsignedCheckpoint(
            number,
            previous,
            1000 + number,
            new MerkleTree().root(),
            0,
            NodeList.NONE,
            List.of(),
            "demo")
        .signedBy(key);
  }

  private void store(Checkpoint checkpoint) {
    CheckpointRows.insert(jdbc, checkpoint, new byte[0]);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(path);
  }

  private void assertRefused(Checkpoint forged) throws IOException {
    store(forged);
    store(checkpoint(forged.number() + 1, forged.hash(), OWN));

    assertThatThrownBy(copy::publish)
        .isInstanceOf(TrustedKeys.ForgedCheckpoint.class)
        .hasMessageContaining("checkpoint " + forged.number());
    assertThat(lines()).containsExactly(FIRST.line());
  }

  @Test
  void whatAnyOfItsKeysSignedIsCopied() throws IOException {
    Checkpoint second = checkpoint(1, FIRST.hash(), OLD);
    store(second);

    copy.publish();

    assertThat(lines()).containsExactly(FIRST.line(), second.line());
  }

  @Test
  void whatAnotherKeySignedIsNot() throws IOException {
    assertRefused(checkpoint(1, FIRST.hash(), OTHER));
  }

  @Test
  void whatNamesItsKeyAndIsNotSignedByItIsNot() throws IOException {
    Checkpoint genuine = checkpoint(1, FIRST.hash(), OWN);
    byte[] signature = checkpoint(1, FIRST.hash(), OTHER).signature();
    assertRefused(
        new Checkpoint(
            1,
            genuine.body(),
            signature,
            Checkpoint.hashOf(genuine.body(), signature),
            genuine.keyId(),
            genuine.atMillis(),
            0));
  }

  @Test
  void whatAKeySignedThatWasRevokedBeforeIsNot() throws IOException {
    byte[] document =
        CanonicalJson.bytes(Map.of("from", 1L, "key", OLD.id(), "number", 1L, "time", 1L));
    CheckpointKeyRows.insert(
        jdbc,
        new KeyDocument(
            KeyDocument.DocumentKind.REVOCATION,
            1,
            OWN.id(),
            document,
            OWN.sign(Domain.KEY_REVOKED, document),
            new byte[0]));

    assertRefused(checkpoint(1, FIRST.hash(), OLD));
  }

  @Test
  void onceItIsTakenAwayTheFileGoesOn() throws IOException {
    store(checkpoint(1, FIRST.hash(), OTHER));
    assertThatThrownBy(copy::publish).isInstanceOf(TrustedKeys.ForgedCheckpoint.class);
    jdbc.update("delete from checkpoint where number = 1");
    Checkpoint second = checkpoint(1, FIRST.hash(), OWN);
    store(second);

    copy.publish();

    assertThat(lines()).containsExactly(FIRST.line(), second.line());
  }
}
