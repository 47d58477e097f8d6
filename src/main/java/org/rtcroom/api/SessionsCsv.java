package org.rtcroom.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.rtcroom.history.SessionSummary;

/**
 * Sessions as CSV, RFC 4180, in UTF-8 with a header. What a spreadsheet would take for a formula
 * gets an apostrophe before it: room and user ids are what clients chose.
 */
final class SessionsCsv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "sessionId",
              "family",
              "roomID",
              "state",
              "creator",
              "opened",
              "activated",
              "closed",
              "reason",
              "events",
              "headHash")
          .get();

  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private SessionsCsv() {}

  /** The pages of the list; an empty one ends it. */
  interface PageSource {
    List<SessionSummary> after(Optional<SessionSummary> last);
  }

  /** Writes page by page, so that memory does not grow with the list. */
  static void write(PageSource pages, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CSVPrinter csv = new CSVPrinter(text, FORMAT);
    List<SessionSummary> page = pages.after(Optional.empty());
    while (!page.isEmpty()) {
      for (SessionSummary session : page) {
        write(session, csv);
      }
      page = pages.after(Optional.of(page.get(page.size() - 1)));
    }
    csv.flush();
  }

  private static void write(SessionSummary session, CSVPrinter csv) throws IOException {
    csv.printRecord(
        session.sessionId(),
        session.family(),
        harmless(session.roomId()),
        session.closed().isPresent() ? "closed" : "open",
        harmless(session.creator().orElse("")),
        AnswerJson.time(session.opened()),
        session.activated().map(at -> AnswerJson.time(at)).orElse(""),
        session.closed().map(at -> AnswerJson.time(at)).orElse(""),
        session.reason().orElse(""),
        session.lines(),
        session.headHash());
  }

  /** A text that no spreadsheet runs. */
  static String harmless(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
