package org.rtcroom.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Sessions as an Office Open XML workbook. Every cell is a text and formatted as one, so that no
 * spreadsheet turns the id of a room into a number, a date or a formula, not even when a person
 * edits it.
 */
final class SessionWorkbook {

  /** Rows that a worksheet can have, ISO/IEC 29500 as Excel and LibreOffice Calc read it. */
  private static final int MOST_ROWS = 1_048_576;

  /** The number format of text. */
  private static final String TEXT = "@";

  private SessionWorkbook() {}

  static void write(SessionTable table, OutputStream out) throws IOException {
    write(table, out, MOST_ROWS);
  }

  /** Goes on in another worksheet, again below a header, where one has this many rows. */
  static void write(SessionTable table, OutputStream out, int mostRows) throws IOException {
    try (Workbook workbook = new Workbook(out, "RoomService", null)) {
      table.write(new Sheets(workbook, mostRows));
    }
  }

  private static final class Sheets implements SessionTable.RowWriter {

    private final Workbook workbook;
    private final int mostRows;
    private Worksheet sheet;
    private int sheets = 1;
    private int rows;

    Sheets(Workbook workbook, int mostRows) {
      this.workbook = workbook;
      this.mostRows = mostRows;
      this.sheet = workbook.newWorksheet("sessions");
    }

    @Override
    public void row(List<String> texts) throws IOException {
      if (rows == mostRows) {
        sheet.finish();
        sheets++;
        sheet = workbook.newWorksheet("sessions " + sheets);
        rows = 0;
        add(SessionTable.HEADER);
      }
      add(texts);
    }

    private void add(List<String> texts) {
      for (int column = 0; column < texts.size(); column++) {
        sheet.inlineString(rows, column, texts.get(column));
        sheet.style(rows, column).format(TEXT).set();
      }
      rows++;
    }

    @Override
    public void flush() throws IOException {
      sheet.flush();
    }
  }
}
