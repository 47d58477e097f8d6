package org.rtcroom.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tombstones of chains that were purged, by chain. */
final class TombstoneReader {

  private static final int PAGE = 1_000;

  private final Database database;

  TombstoneReader(Database database) {
    this.database = database;
  }

  /** How many there are; they never become fewer. */
  long count() {
    return database.number("select count(*) from tombstone");
  }

  RecordSource<TombstoneRecord> tombstones() {
    return new Pages<>(this::after);
  }

  private List<TombstoneRecord> after(@Nullable TombstoneRecord last) {
    return database
        .rows(
            "select chain, body, signature, key_id from tombstone where chain > ?1"
                + " order by chain limit "
                + PAGE,
            last == null ? "" : last.chain())
        .stream()
        .map(
            row ->
                new TombstoneRecord(
                    (String) row[0], (byte[]) row[1], (byte[]) row[2], (String) row[3]))
        .toList();
  }
}
