package org.rtcroom.verifier;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of other tables that name a line of one chain as the reason why they are there. */
final class RowsOfChain {

  /** These tell what strangers sent, or who read what; they are no reason for a row. */
  private static final Set<String> NO_REASON =
      Set.of(
          "STARTED",
          "STOPPED",
          "LOGGED_IN",
          "LOGGED_OUT",
          "TICKET_ISSUED",
          "REFUSED",
          "AUDIT_READ",
          "DELIVERY_FAILED");

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
    if (NO_REASON.contains(line.kind())) {
      return false;
    }
    try {
      Set<Object> details = values(line.readDetails());
      Set<Object> personal = line.personal().length == 0 ? Set.of() : values(line.readPersonal());
      List<String> parts = List.of(row.key().split("/"));
      boolean all = parts.stream().allMatch(p -> details.contains(p) || personal.contains(p));
      return all || (line.erased() && parts.stream().anyMatch(details::contains));
    } catch (BadJson e) {
      return false;
    }
  }

  private static Set<Object> values(JsonObject object) {
    return object.names().stream().map(object::value).collect(Collectors.toSet());
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
