package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_REMOVED;
import static org.rtcroom.verifier.Finding.Kind.HEAD_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.HEAD_MISSING;
import static org.rtcroom.verifier.Finding.Kind.HEAD_WITHOUT_LINES;
import static org.rtcroom.verifier.Finding.Kind.ROW_WITHOUT_LINE;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Heads and rows that say something else than the lines do. */
class HeadTamperingTest extends Tampering {

  @Test
  void aHeadWithoutItsLines() throws Exception {
    session.lines.clear();

    assertFound(HEAD_WITHOUT_LINES, whole());
    assertFound(CHAIN_REMOVED, whole());
  }

  @Test
  void linesWithoutTheirHead() throws Exception {
    session.head.clear();

    assertFound(HEAD_MISSING, whole());
  }

  @Test
  void everyChangedFieldOfAHead() throws Exception {
    Map<String, Object> head = Map.copyOf(session.head);
    Map<String, Object> changes =
        Map.ofEntries(
            Map.entry("family", "multi_room"),
            Map.entry("space", "MULTI"),
            Map.entry("room_id", "Room_2"),
            Map.entry("open_key", "DOUBLE/room_1"),
            Map.entry("group_key", "room_9"),
            Map.entry("creator", "bob"),
            Map.entry("opened_millis", 1L),
            Map.entry("activated_millis", 1L),
            Map.entry("closed_millis", 1L),
            Map.entry("reason", "IDLE"),
            Map.entry("last_seq", 4L),
            Map.entry("last_hash", "00".repeat(32)),
            Map.entry("snapshot_seq", 3L));
    assertThat(changes.keySet()).containsAll(columns(head));

    for (Map.Entry<String, Object> change : changes.entrySet()) {
      session.head.put(change.getKey(), change.getValue());
      assertFound(HEAD_DIFFERS, whole());
      assertThat(report(history.signer).findings().get(0).text()).contains(change.getKey());
      session.head.clear();
      session.head.putAll(head);
    }
  }

  private static Set<String> columns(Map<String, Object> head) {
    Set<String> columns = new TreeSet<>(head.keySet());
    columns.remove("session_id");
    return columns;
  }

  @Test
  void everyFieldThatIsTakenFromAHead() throws Exception {
    for (String column : List.of("creator", "closed_millis", "reason", "room_id")) {
      Object value = session.head.remove(column);
      assertFound(HEAD_DIFFERS, whole());
      session.head.put(column, value);
    }
  }

  @Test
  void aChangedHeadOfAnAccessLog() throws Exception {
    log.head.put("node", "node2");

    assertFound(HEAD_DIFFERS, "chain " + log.id);
  }

  @Test
  void aRowWithoutItsLine() throws Exception {
    history.row("api_key", "key-1", log.id, 9);

    assertFound(ROW_WITHOUT_LINE, "api_key key-1");
  }

  @Test
  void aRowThatNamesALineOfSomethingElse() throws Exception {
    history.row("ban", "double_room", log.id, 1);
    history.row("key", "019c", session.id, 1);

    assertFound(ROW_WITHOUT_LINE, "ban double_room");
    assertFound(ROW_WITHOUT_LINE, "key 019c");
  }

  @Test
  void aRowThatNamesNoLine() throws Exception {
    history.rows.add(History.fields("table", "ban", "key", "r", "values", Map.of()));

    assertFound(ROW_WITHOUT_LINE, "ban r");
  }

  @Test
  void aRowWithItsLineIsGood() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    history.row("api_key", "key-1", log.id, 3);

    assertOnlyRemarks();
  }

  @Test
  void aRowThatSaysMoreThanItsLine() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    history.row("api_key", "key-1", log.id, 3, Map.of("id", "key-1", "roles", "ADMIN"));

    assertFound(ROW_WITHOUT_LINE, "api_key key-1");
  }

  @Test
  void aRowIsBorneOutByThePersonalPartToo() throws Exception {
    log.line("BANNED", Map.of("ban", "~00", "until", "9"), Map.of("user", "bob", "room", "r"));
    history.row("ban", "r", log.id, 3, Map.of("user", "bob", "ban", "~00", "until", "9"));
    assertOnlyRemarks();

    history.row("ban", "s", log.id, 3, Map.of("user", "ann", "ban", "~00"));
    assertFound(ROW_WITHOUT_LINE, "ban s");
  }
}
