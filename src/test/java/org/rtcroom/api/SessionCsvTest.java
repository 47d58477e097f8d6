package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.history.SessionSummary;

/** Sessions for spreadsheets. */
class SessionCsvTest {

  static SessionSummary session(String room, String creator) {
    return new SessionSummary(
        "id",
        "double_room",
        room,
        Optional.of(creator),
        Instant.parse("2026-01-31T12:00:00Z"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        3,
        "ab");
  }

  private static String csv(List<SessionSummary> first, List<SessionSummary> second)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SessionCsv.write(
        new SessionTable(
            last ->
                last.isEmpty()
                    ? first
                    : last.get().equals(first.get(0)) ? second : List.<SessionSummary>of()),
        out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void pagesFollowEachOtherBelowOneHeader() throws Exception {
    String csv = csv(List.of(session("r1", "ann")), List.of(session("r2", "李明")));

    assertThat(csv)
        .isEqualTo(
            "sessionId,family,roomID,state,creator,opened,activated,closed,reason,events,headHash\r\n"
                + "id,double_room,r1,open,ann,2026-01-31T12:00:00.000Z,,,,3,ab\r\n"
                + "id,double_room,r2,open,李明,2026-01-31T12:00:00.000Z,,,,3,ab\r\n");
  }

  @Test
  void whatWouldEndAValueIsQuoted() throws Exception {
    String csv = csv(List.of(session("a,\"b\"\r\n", "x")), List.of());

    assertThat(csv).contains("id,double_room,\"a,\"\"b\"\"\r\n\",open,x,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"})
  void aFormulaIsNone(String text) {
    assertThat(SessionCsv.harmless(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "room_1", "a=1", "李明"})
  void otherTextStaysAsItIs(String text) {
    assertThat(SessionCsv.harmless(text)).isEqualTo(text);
  }
}
