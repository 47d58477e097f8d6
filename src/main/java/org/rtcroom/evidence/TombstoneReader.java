package org.rtcroom.evidence;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tombstone;

/** Reads the tombstones of chains that were purged, by chain. */
final class TombstoneReader {

  private static final int PAGE = 1_000;

  private final Database database;

  TombstoneReader(Database database) {
    this.database = database;
  }

  /** How many there are; they never become fewer. */
  long count() throws IOException {
    return database.number("select count(*) from tombstone");
  }

  Source<Tombstone> tombstones() {
    return new Pages<>(this::after);
  }

  private List<Tombstone> after(@Nullable Tombstone last) throws IOException {
    return database
        .rows(
            "select chain, body, signature, key_id from tombstone where chain > ?1"
                + " order by chain limit "
                + PAGE,
            last == null ? "" : last.chain())
        .stream()
        .map(
            row ->
                new Tombstone((String) row[0], (byte[]) row[1], (byte[]) row[2], (String) row[3]))
        .toList();
  }
}
