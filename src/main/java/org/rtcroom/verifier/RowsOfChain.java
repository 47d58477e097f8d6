package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of other tables that name a line of one chain as the reason why they are there. */
final class RowsOfChain {

  /** The kind of line that is the reason for a row of a table. */
  private static final Map<String, String> REASONS =
      Map.of("api_key", "KEY_CREATED", "ban", "BANNED");

  private final String chain;
  private final Run<Row> rows;
  private final Findings findings;
  private final Tally tally;

  RowsOfChain(String chain, Run<Row> rows, Findings findings, Tally tally) {
    this.chain = chain;
    this.rows = rows;
    this.findings = findings;
    this.tally = tally;
  }

  void passes(Line line) throws IOException {
    for (Row row = rows.peek(chain);
        row != null && row.seq() <= line.seq();
        row = rows.peek(chain)) {
      if (row.seq() < line.seq() || !gives(line, row)) {
        without(row);
      }
      taken();
    }
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
          .allMatch(
              said ->
                  details.has(said.getKey())
                      ? details.value(said.getKey()).equals(said.getValue())
                      : personal.map(part -> says(part, said)).orElse(line.erased()));
    } catch (BadJson e) {
      return false;
    }
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
            : "line " + row.chain() + "#" + row.seq() + " is not its reason");
  }

  private void taken() throws IOException {
    tally.add(Tally.What.ROWS);
    rows.take(chain);
  }
}
