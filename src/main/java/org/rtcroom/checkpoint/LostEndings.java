package org.rtcroom.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;

/**
 * Which endings a restored database had lost: by documents that trusted keys signed, about these
 * and about the restore. Rows alone end nothing, for whoever has the database can write them.
 */
final class LostEndings {

  private final TrustedKeys trusted;
  private final List<LostRange> lost = new ArrayList<>();

  /** The checkpoints that a restored database lacked, and the one that followed. */
  private record LostRange(long database, long number) {

    boolean has(long ended) {
      return database < ended && ended <= number;
    }
  }

  private LostEndings(TrustedKeys trusted) {
    this.trusted = trusted;
  }

  /** As the database tells, within the caller's transaction. */
  static LostEndings of(Jdbc jdbc, CheckpointKeys keys) {
    List<KeyDocument> documents = CheckpointKeyRows.documents(jdbc, 0);
    LostEndings endings = new LostEndings(TrustedKeys.of(jdbc, keys));
    documents.stream()
        .filter(document -> document.kind() == KeyDocument.DocumentKind.RESTORED)
        .flatMap(document -> endings.signed(document, Domain.RESTORED).stream())
        .forEach(
            read ->
                endings.lost.add(new LostRange(read.number("database"), read.number("number"))));
    return endings;
  }

  /** What was ended, if it is to be ended again. */
  Optional<RecordedJson> content(KeyDocument ending) {
    return signed(ending, Domain.ENDED)
        .filter(read -> lost.stream().anyMatch(range -> range.has(read.number("number"))));
  }

  private Optional<RecordedJson> signed(KeyDocument document, Domain domain) {
    return trusted
        .signed(document.keyId(), domain.signed(document.document()), document.first())
        .flatMap(
            revokedFrom ->
                Optional.of(RecordedJson.parse(document.document()))
                    .filter(read -> read.number("number") < revokedFrom));
  }
}
