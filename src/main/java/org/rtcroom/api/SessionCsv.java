package org.rtcroom.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Sessions as CSV, RFC 4180, in UTF-8 with a header. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it: clients chose the ids of rooms and users. What looks like a
 * number stays as it is, and a spreadsheet may show it as another: {@link SessionWorkbook} is free
 * of that.
 */
final class SessionCsv {

  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private SessionCsv() {}

  static void write(SessionTable table, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180);
    table.write(row -> csv.printRecord(row.stream().map(SessionCsv::harmless).toList()));
    csv.flush();
  }

  /** A text that no spreadsheet runs. */
  static String harmless(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
