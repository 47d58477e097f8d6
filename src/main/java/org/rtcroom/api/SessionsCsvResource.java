package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
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
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionFilter;
import org.rtcroom.history.SessionSummary;

/**
 * The list of sessions for spreadsheets: CSV, RFC 4180, in UTF-8 with a header. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it: clients chose the ids of rooms
 * and users.
 */
@Path("sessions.csv")
@RequestScoped
public class SessionsCsvResource {

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

  @Inject AuditReader reader;
  @Inject ApiRequest request;

  /** The pages of the list; an empty one ends it. */
  interface PageSource {
    List<SessionSummary> after(Optional<SessionSummary> last);
  }

  /** All sessions asked for, newest first, without pages; broken off if the database fails. */
  @GET
  @Produces("text/csv; charset=UTF-8; header=present")
  @Requires({AUDITOR, INTEGRATOR})
  @AuditedRead(HistoryRead.SESSIONS_CSV)
  public Response sessions() {
    SessionFilter filter = request.noted(SessionQuery.class).filter();
    PageSource pages =
        last ->
            reader.sessions(
                filter.after(last.map(SessionFilter.SessionPosition::of)), QueryParameters.MOST);
    StreamingOutput file = out -> write(pages, out);
    return Response.ok(file)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"sessions.csv\"")
        .build();
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
