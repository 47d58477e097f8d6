package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of other tables that name a line of one chain as the reason why they are there. */
final class RowsOfChain {

  /** The kind of line that is the reason for a row of a table. */
  private static final Map<String, String> REASONS =
      Map.of(KeyRows.TABLE, "KEY_CREATED", BanRows.TABLE, "BANNED");

  /** The time of a line, as a value of its row. */
  private static final String TIME = "atMillis";

  private final String chain;
  private final Run<Row> rows;
  private final Findings findings;
  private final Tally tally;
  private final RowDemands demands;
  private @Nullable Row borneOut;

  RowsOfChain(String chain, Run<Row> rows, Findings findings, Tally tally, RowDemands demands) {
    this.chain = chain;
    this.rows = rows;
    this.findings = findings;
    this.tally = tally;
    this.demands = demands;
  }

  void passes(Line line) throws IOException {
    for (Row row = rows.peek(chain);
        row != null && row.seq() <= line.seq();
        row = rows.peek(chain)) {
      if (row.seq() < line.seq() || twice(row) || !gives(line, row)) {
        without(row);
      } else {
        borneOut = row;
        demands.take(row);
      }
      taken();
    }
  }

  /** A line is the reason of one row. */
  private boolean twice(Row row) {
    return borneOut != null && borneOut.line().equals(row.line());
  }

  private static boolean gives(Line line, Row row) {
    if (!line.kind().equals(REASONS.get(row.table()))) {
      return false;
    }
    try {
      JsonObject details = line.readDetails();
      Optional<JsonObject> personal =
          line.personal().length == 0 ? Optional.empty() : Optional.of(line.readPersonal());
      return row.values().entrySet().stream()
          .filter(said -> !said.getKey().equals(KeyRows.REVOKED))
          .allMatch(said -> says(line, details, personal, said));
    } catch (BadJson e) {
      return false;
    }
  }

  private static boolean says(
      Line line,
      JsonObject details,
      Optional<JsonObject> personal,
      Map.Entry<String, Object> said) {
    if (said.getKey().equals(TIME)) {
      return said.getValue().equals(line.atMillis());
    }
    return details.has(said.getKey())
        ? says(details, said)
        : personal.map(part -> says(part, said)).orElse(line.erased());
  }

  private static boolean says(JsonObject part, Map.Entry<String, Object> said) {
    return part.has(said.getKey()) && part.value(said.getKey()).equals(said.getValue());
  }

  /**
   * After the last line.
   *
   * @param wanted whether the chain had to be there
   */
  void end(boolean wanted) throws IOException {
    for (@Nullable Row row = rows.peek(chain); row != null; row = rows.peek(chain)) {
      if (wanted) {
        without(row);
      }
      taken();
    }
  }

  private void without(Row row) {
    findings.add(
        Finding.Kind.ROW_WITHOUT_LINE,
        row,
        row.chain().isEmpty()
            ? "it names no line as its reason"
            : "line " + row.line() + " is not its reason, or not there");
  }

  private void taken() throws IOException {
    tally.add(Tally.What.ROWS);
    rows.take(chain);
  }
}
