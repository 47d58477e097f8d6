package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy outside the database only grows, whatever happened to its end. */
class OutsideFileTest {

  private static final Checkpoint FIRST = checkpoint(0, Checkpoint.GENESIS);
  private static final Checkpoint SECOND = checkpoint(1, FIRST.hash());
  private static final Checkpoint THIRD = checkpoint(2, SECOND.hash());
  private static final String CHANGE = CheckpointPage.CHANGE.get("line");

  private final Path path;
  private final OutsideFile file;

  OutsideFileTest(@TempDir Path folder) {
    path = folder.resolve("new").resolve("checkpoints.log");
    file = new OutsideFile(path);
  }

  @Test
  void aNewFileEndsBeforeItsFirstLine() {
    assertThat(file.end()).isEqualTo(new OutsideFile.FileEnd(Optional.empty(), List.of(), ""));
    assertThat(file.end().lastNumber()).isEqualTo(-1);
  }

  @Test
  void linesAreAppendedAfterThoseThatAreThere() throws IOException {
    append(FIRST.line());
    append(CHANGE, SECOND.line(), CHANGE);

    assertThat(path)
        .hasContent(
            String.join("\n", FIRST.line(), CHANGE, SECOND.line(), CHANGE)
                + System.lineSeparator());
    assertThat(new OutsideFile(path).end())
        .isEqualTo(
            new OutsideFile.FileEnd(
                Optional.of(new OutsideFile.CopiedCheckpoint(1, SECOND.hashHex())),
                List.of(CHANGE),
                ""));
  }

  @Test
  void aTornLineIsCompleted() throws IOException {
    append(FIRST.line());
    String torn = SECOND.line().substring(0, 50);
    Files.writeString(path, FIRST.line() + "\n" + torn);

    assertThat(file.end().torn()).isEqualTo(torn);
    assertThat(file.end().lastNumber()).isZero();
    append(SECOND.line());

    assertThat(Files.readString(path)).isEqualTo(FIRST.line() + "\n" + SECOND.line() + "\n");
  }

  @Test
  void aTornLineOfSomebodyElseIsLeftAlone() throws IOException {
    append(FIRST.line());
    Files.writeString(path, FIRST.line() + "\nnot ours");

    assertThatThrownBy(() -> append(SECOND.line())).isInstanceOf(OutsideFile.UnreadableCopy.class);
    assertThat(Files.readString(path)).endsWith("not ours");
  }

  @Test
  void aFileWithoutAnyCheckpointNearItsEndCannotBeRead() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, FIRST.line() + "\n" + ("rubbish".repeat(1_000) + "\n").repeat(200));

    assertThatThrownBy(file::end).isInstanceOf(OutsideFile.UnreadableCopy.class);
  }

  @Test
  void whatComesAfterACheckpointIsFound() {
    append(FIRST.line(), CHANGE, SECOND.line(), THIRD.line());

    assertThat(file.linesAfter(0))
        .extracting(OutsideFile::numberOf)
        .containsExactly(Optional.empty(), Optional.of(1L), Optional.of(2L));
    assertThat(file.linesAfter(-1)).hasSize(4);
    assertThat(file.linesAfter(2)).isEmpty();
  }

  @Test
  void aDatabaseIsComparedByTheFilesLastCheckpoint() {
    Optional<OutsideFile.CopiedCheckpoint> second =
        Optional.of(new OutsideFile.CopiedCheckpoint(1, SECOND.hashHex()));
    Checkpoint other = checkpoint(1, THIRD.hash());

    assertThat(Comparison.of(Optional.empty(), Optional.empty(), 7))
        .isEqualTo(new Comparison.Agrees());
    assertThat(Comparison.of(second, Optional.of(SECOND), 5)).isEqualTo(new Comparison.Agrees());
    assertThat(Comparison.of(second, Optional.empty(), 0)).isEqualTo(new Comparison.Behind(0, 1));
    assertThat(Comparison.of(second, Optional.empty(), -1)).isEqualTo(new Comparison.Behind(-1, 1));
    assertThat(Comparison.of(second, Optional.of(other), 5)).isEqualTo(new Comparison.Disagrees(1));
    assertThat(Comparison.of(second, Optional.empty(), 5)).isEqualTo(new Comparison.Disagrees(1));
  }

  @Test
  void manyDocumentsMayStandAfterTheLastCheckpoint() throws IOException {
    append(FIRST.line());
    Files.writeString(path, (CHANGE + "\n").repeat(4_000), StandardOpenOption.APPEND);

    assertThat(Files.size(path)).isGreaterThan(2 << 20);
    assertThat(new OutsideFile(path).end().lastNumber()).isZero();
    assertThat(new OutsideFile(path).end().after()).hasSize(4_000);
  }

  private void append(String... lines) {
    file.complete(end -> List.of(lines));
  }

  private static Checkpoint checkpoint(long number, byte[] previous) {
    return new Checkpoint.UnsignedCheckpoint(
            number,
            previous,
            1000 + number,
            new MerkleTree().root(),
            0,
            NodeList.NONE,
            List.of(),
            "demo")
        .signedBy(CheckpointPage.key(1));
  }
}
