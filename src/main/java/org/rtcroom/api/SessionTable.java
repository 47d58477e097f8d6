package org.rtcroom.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionFilter;
import org.rtcroom.history.SessionSummary;

/**
 * The list of sessions as a table: a header, then a row for each session, newest first.
 *
 * @param pages of the list
 */
record SessionTable(PageSource pages) {

  static final List<String> HEADER =
      List.of(
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
          "headHash");

  /** The pages of the list; an empty one ends it. */
  interface PageSource {
    List<SessionSummary> after(Optional<SessionSummary> last);
  }

  /** Takes the rows as they come. */
  interface RowWriter {
    void row(List<String> texts) throws IOException;

    /** After a page: what is written so far may go out. */
    default void flush() throws IOException {}
  }

  /** A way to write the table into a file. */
  interface Format {
    void write(SessionTable table, OutputStream out) throws IOException;
  }

  static SessionTable of(AuditReader reader, SessionQuery query) {
    return new SessionTable(
        last ->
            reader.sessions(
                query.filter().after(last.map(SessionFilter.SessionPosition::of)),
                QueryParameters.MOST));
  }

  /** The answer that is a file of this name. */
  Response file(String name, Format format) {
    StreamingOutput file = out -> format.write(this, out);
    return Response.ok(file)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }

  /** Writes page by page, so that memory does not grow with the list. */
  void write(RowWriter writer) throws IOException {
    writer.row(HEADER);
    List<SessionSummary> page = pages.after(Optional.empty());
    while (!page.isEmpty()) {
      for (SessionSummary session : page) {
        writer.row(row(session));
      }
      writer.flush();
      page = pages.after(Optional.of(page.get(page.size() - 1)));
    }
  }

  private static List<String> row(SessionSummary session) {
    return List.of(
        session.sessionId(),
        session.family(),
        session.roomId(),
        session.closed().isPresent() ? "closed" : "open",
        session.creator().orElse(""),
        AnswerJson.time(session.opened()),
        session.activated().map(AnswerJson::time).orElse(""),
        session.closed().map(AnswerJson::time).orElse(""),
        session.reason().orElse(""),
        String.valueOf(session.lines()),
        session.headHash());
  }
}
