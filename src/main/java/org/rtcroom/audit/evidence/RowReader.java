package org.rtcroom.audit.evidence;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.Listed;
import org.rtcroom.verifier.Row;
import org.rtcroom.verifier.Source;

/** Reads the rows of other tables that name the line which is their reason. */
final class RowReader {

  private static final int PAGE = 1_000;

  private final Database database;

  RowReader(Database database) {
    this.database = database;
  }

  /** API keys, by the line that tells of their creation. */
  Source<Row> rows() throws IOException {
    long tables =
        database.number(
            "select count(*) from information_schema.tables where lower(table_name) = 'api_key'");
    return tables == 0 ? new Listed<>(List.of()) : new Pages<>(this::keys);
  }

  private List<Row> keys(@Nullable Row last) throws IOException {
    String chain = last == null ? "" : last.chain();
    long seq = last == null ? -1 : last.seq();
    return database
        .rows(
            "select key_id, chain, seq from api_key where chain > ?1 or (chain = ?2 and seq > ?3)"
                + " order by chain, seq limit "
                + PAGE,
            chain,
            chain,
            seq)
        .stream()
        .map(
            row ->
                new Row("api_key", (String) row[0], (String) row[1], ((Number) row[2]).longValue()))
        .toList();
  }
}
