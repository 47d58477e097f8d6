package org.rtcroom.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CopyEntryTest {

  private static final byte[] NONE = {};

  private final List<Checkpoint> checkpoints = List.of(checkpoint(4), checkpoint(7));

  private final List<KeyDocument> documents =
      List.of(document(1, "a"), document(4, "b"), document(5, "c"), document(8, "d"));

  @Test
  void aDocumentStandsBeforeTheFirstCheckpointThatComesAfterIt() {
    assertThat(CopyEntry.lines(checkpoints, documents, false))
        .containsExactly(
            documents.get(0).line(),
            documents.get(1).line(),
            checkpoints.get(0).line(),
            documents.get(2).line(),
            checkpoints.get(1).line());
  }

  @Test
  void onlyTheLastPageHoldsDocumentsThatNoCheckpointFollows() {
    List<CopyEntry> entries = CopyEntry.of(checkpoints, documents, true);

    assertThat(entries)
        .extracting(CopyEntry::checkpoint)
        .containsExactly(4L, 4L, 4L, 7L, 7L, Long.MAX_VALUE);
    assertThat(entries.get(5).line()).isEqualTo(documents.get(3).line());
  }

  private static Checkpoint checkpoint(long number) {
    return new Checkpoint(number, NONE, NONE, NONE, "key", number, 0);
  }

  private static KeyDocument document(long number, String text) {
    return new KeyDocument(
        KeyDocument.DocumentKind.REVOCATION, number, "key", text.getBytes(UTF_8), NONE, NONE);
  }
}
