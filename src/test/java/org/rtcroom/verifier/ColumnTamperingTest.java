package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.COLUMN_DIFFERS;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns by which lines are found, and which say something else than these. */
class ColumnTamperingTest extends BothVerifiers {

  private static final Map<String, Object> CAROL =
      Map.of("address", "192.0.2.7", "proof", "TOKEN", "user", "carol");

  private Recorded room = session;

  /** A column that must hold that. */
  private record Filled(boolean ofLog, int seq, String table, String name, String value) {

    @Override
    public String toString() {
      return (ofLog ? "log" : "room") + "#" + seq + " " + name;
    }
  }

  @BeforeEach
  void record() {
    room = history.chain(4).meeting();
    room.line("STATUS_CHANGED", Map.of("statusCode", 2L), Map.of("actor", CAROL, "user", "ann"));
    room.line("STATEMENT_MADE", Map.of("type", "case"), Map.of("actor", CAROL, "data", "4711"));
    room.line("STATEMENT_MADE", Map.of("type", "consent"), Map.of("actor", CAROL, "data", "yes"));
    room.line("COUNTED", Map.of("sums", Map.of()), Map.of("actor", CAROL, "counts", List.of()));
    room.closed();
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("actor", CAROL));
    log.line("AUDIT_READ", Map.of("what", "s"), Map.of("address", "192.0.2.9", "user", "bob"));
    log.line("TICKET_ISSUED", Map.of("type", "t"), Map.of("actor", CAROL, "user", "bob"));
    history.checkpoint();
  }

  static Stream<Filled> filled() {
    return Stream.of(
        new Filled(false, 1, "session_person", "user_id", "ann"),
        new Filled(false, 3, "session_person", "user_id", "ann"),
        new Filled(false, 3, "session_person", "address", "192.0.2.7"),
        new Filled(false, 4, "session_person", "user_id", "carol"),
        new Filled(false, 4, "session_person", "address", "192.0.2.7"),
        new Filled(false, 4, "session_case", "case_id", "4711"),
        new Filled(false, 6, "session_person", "user_id", "carol"),
        new Filled(true, 1, "access_person", "user_id", "carol"),
        new Filled(true, 1, "access_person", "address", "192.0.2.7"),
        new Filled(true, 2, "access_person", "user_id", "bob"),
        new Filled(true, 2, "access_person", "address", "192.0.2.9"),
        new Filled(true, 3, "access_person", "user_id", "carol"));
  }

  private Map<String, Object> line(boolean ofLog, int seq) {
    return (ofLog ? log : room).lines.get(seq);
  }

  /** The columns of a line, to be tampered with. */
  private Map<String, Object> columns(boolean ofLog, int seq) {
    Map<String, Object> columns = new TreeMap<>();
    if (line(ofLog, seq).get("columns") instanceof Map<?, ?> there) {
      there.forEach((name, value) -> columns.put((String) name, value));
    }
    line(ofLog, seq).put("columns", columns);
    return columns;
  }

  private void assertTold(boolean ofLog, int seq, String column) throws IOException {
    String place = (ofLog ? log : room).id + "#" + seq;
    Report report = report();
    assertThat(report.ok()).isFalse();
    assertThat(report.found()).containsOnlyKeys(COLUMN_DIFFERS);
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.place()).isEqualTo(place);
              assertThat(found.text())
                  .contains(column)
                  .doesNotContain("ann", "bob", "carol", "eve", "192.0.2", "4711");
            });
  }

  @Test
  void whatTheServiceWritesIsGood() throws Exception {
    assertThat(filled())
        .allMatch(
            column ->
                column.value().equals(columns(column.ofLog(), column.seq()).get(column.name())));
    assertOk();
  }

  @ParameterizedTest
  @MethodSource("filled")
  void aColumnThatIsEmptied(Filled column) throws Exception {
    columns(column.ofLog(), column.seq()).remove(column.name());

    assertTold(column.ofLog(), column.seq(), column.table() + "." + column.name() + " is empty");
  }

  @ParameterizedTest
  @MethodSource("filled")
  void aColumnThatHoldsSomethingElse(Filled column) throws Exception {
    columns(column.ofLog(), column.seq()).put(column.name(), "eve");

    assertTold(column.ofLog(), column.seq(), column.table() + "." + column.name());
  }

  @ParameterizedTest
  @MethodSource("filled")
  void aColumnThatHoldsSomethingMore(Filled column) throws Exception {
    columns(column.ofLog(), column.seq()).put(column.name(), column.value() + " ");

    assertTold(column.ofLog(), column.seq(), column.table() + "." + column.name());
  }

  /** Lines that say nothing of the sort: without part, without actor, of another type. */
  @ParameterizedTest
  @CsvSource({
    "false, 0, user_id",
    "false, 0, address",
    "false, 0, case_id",
    "false, 1, address",
    "false, 1, case_id",
    "false, 5, case_id",
    "false, 7, user_id",
    "false, 7, address",
    "false, 7, case_id",
    "true, 0, user_id",
    "true, 0, address"
  })
  void aColumnOfALineThatHasNone(boolean ofLog, int seq, String name) throws Exception {
    columns(ofLog, seq).put(name, "eve");

    assertTold(ofLog, seq, name);
  }

  @ParameterizedTest
  @CsvSource({"true, 1, case_id", "false, 1, nickname"})
  void aColumnThatLinesDoNotHave(boolean ofLog, int seq, String name) throws Exception {
    columns(ofLog, seq).put(name, "eve");

    assertTold(ofLog, seq, "another column");
  }

  @Test
  void twoLinesThatAreFoundByEachOthersUser() throws Exception {
    columns(false, 1).put("user_id", "bob");
    columns(false, 2).put("user_id", "ann");

    assertTold(false, 1, "session_person.user_id");
  }

  @ParameterizedTest
  @CsvSource({"user_id", "address", "case_id"})
  void aColumnThatIsLeftAfterItsPartWasErased(String name) throws Exception {
    room.erased(4).erasure(4L);
    history.checkpoint();
    assertOk();

    columns(false, 4).put(name, "eve");
    assertTold(false, 4, name);
  }

  @Test
  void aColumnOfAnAccessLogThatIsLeftAfterItsPartWasErased() throws Exception {
    log.erased(1);
    history
        .chain(5)
        .startedOn("node2")
        .line(
            "ERASED",
            Map.of("chain", log.id, "keyId", "bootstrap", "lines", List.of(1L)),
            Map.of());
    history.checkpoint();
    assertOk();

    columns(true, 1).put("user_id", "carol");
    assertTold(true, 1, "access_person.user_id");
  }
}
