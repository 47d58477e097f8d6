package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.database.Halts;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.settings.Settings;

/** A database that is set back while the service runs. */
class CheckpointWatchTest {

  private static final Checkpoint FIRST = checkpoint(0, Checkpoint.GENESIS);
  private static final Checkpoint SECOND = checkpoint(1, FIRST.hash());
  private static final Checkpoint OTHER = checkpoint(1, SECOND.hash());

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
  private final Halts halts = new Halts();
  private final CheckpointWatch watch = new CheckpointWatch();
  private final Path path;
  private Connection connection;
  private Jdbc jdbc;

  CheckpointWatchTest(@TempDir Path folder) {
    path = folder.resolve("checkpoints.log");
  }

  /** Another node's file ends there. */
  private static final class Elsewhere extends NodeInstance {

    private long number = -1;

    @Override
    public void copied(Jdbc jdbc, long own) {}

    @Override
    public Optional<String> copiedElsewhere(Jdbc jdbc, long last) {
      return number > last ? Optional.of("node2") : Optional.empty();
    }
  }

  @BeforeEach
  void aDatabase() throws SQLException {
    connection = DriverManager.getConnection(url);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    jdbc = new Jdbc(connection);
    watch.file = new OutsideFile(path);
    watch.keys = new CheckpointKeys(CheckpointPage.key(1), Optional.empty());
    watch.instance = new Elsewhere();
    watch.settings = Settings.of(Map.of());
    watch.stopwatch = new SettableClock();
    watch.halted = halts.event();
    store(FIRST);
    store(SECOND);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void store(Checkpoint checkpoint) {
    CheckpointRows.insert(jdbc, checkpoint, new byte[0]);
  }

  private void copy(Checkpoint... checkpoints) {
    watch.file.complete(end -> List.of(checkpoints).stream().map(Checkpoint::line).toList());
  }

  private void setBack() {
    jdbc.update("delete from checkpoint where number = 1");
  }

  @Test
  void aDatabaseThatHasAllThatIsOutsideIsSignedOn() {
    copy(FIRST);

    assertThat(watch.look(jdbc)).isTrue();
    assertThat(watch.maySign(jdbc)).isTrue();
    assertThat(halts.reasons()).isEmpty();
  }

  @Test
  void aDatabaseThatLacksWhatIsOutsideHaltsTheServiceAndNamesTheWayOut() {
    copy(FIRST, SECOND);
    setBack();

    assertThat(watch.look(jdbc)).isFalse();

    assertThat(halts.reasons())
        .singleElement()
        .asString()
        .contains("ends at checkpoint 0, the file outside at 1")
        .endsWith("roomservice.audit.acknowledge-restored=0");
  }

  @Test
  void betweenALookAndASignatureTheDatabaseIsLookedAtAgain() {
    copy(FIRST, SECOND);
    assertThat(watch.look(jdbc)).isTrue();
    setBack();

    assertThat(watch.maySign(jdbc)).isFalse();
  }

  @Test
  void anotherCheckpointOfTheSameNumberIsAnotherHistory() {
    copy(FIRST, SECOND);
    setBack();
    store(OTHER);

    assertThat(watch.maySign(jdbc)).isFalse();
    assertThat(halts.reasons()).singleElement().asString().contains("two histories");
  }

  @Test
  void whatTheFileDoesNotTakeIsRememberedAllTheSame() throws IOException {
    copy(FIRST);
    assertThat(watch.look(jdbc)).isTrue();
    Files.delete(path);
    Files.createDirectory(path);
    assertThat(watch.maySign(jdbc)).isTrue();
    setBack();

    assertThat(watch.maySign(jdbc)).isFalse();
  }

  @Test
  void whatWasSignedLastIsRememberedBeforeItIsCopied() {
    copy(FIRST);
    watch.committed(SECOND);
    setBack();

    assertThat(watch.maySign(jdbc)).isFalse();
  }

  /** Or whoever takes it away again would halt the service. */
  @Test
  void whatSomebodyElsePutThereIsNotRemembered() {
    copy(FIRST, SECOND);
    store(checkpoint(2, SECOND.hash(), CheckpointPage.key(2)));
    assertThat(watch.look(jdbc)).isTrue();

    jdbc.update("delete from checkpoint where number = 2");

    assertThat(watch.maySign(jdbc)).isTrue();
    assertThat(halts.reasons()).isEmpty();
  }

  @Test
  void aFileOfAnotherNodeCountsAsTheOwn() {
    copy(FIRST);
    ((Elsewhere) watch.instance).number = 2;

    assertThat(watch.maySign(jdbc)).isFalse();
    assertThat(halts.reasons()).singleElement().asString().contains("node 'node2'");
  }

  private static Checkpoint checkpoint(long number, byte[] previous) {
    return checkpoint(number, previous, CheckpointPage.key(1));
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
}
