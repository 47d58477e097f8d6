package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.api.SessionCsvTest.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.history.SessionSummary;

/** Sessions as a workbook. */
class SessionWorkbookTest {

  @TempDir Path folder;

  private static byte[] workbook(List<SessionSummary> sessions, int mostRows) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SessionWorkbook.write(
        new SessionTable(last -> last.isEmpty() ? sessions : List.of()), out, mostRows);
    return out.toByteArray();
  }

  /** The rows of each sheet. */
  private static List<List<Row>> read(byte[] workbook) throws Exception {
    List<List<Row>> sheets = new ArrayList<>();
    try (ReadableWorkbook readable = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
      for (Sheet sheet : readable.getSheets().toList()) {
        sheets.add(sheet.read());
      }
    }
    return sheets;
  }

  @Test
  void idsThatLookLikeNumbersAndFormulasStayTexts() throws Exception {
    List<String> ids =
        List.of(
            "00123",
            "6222021234567890123",
            "1E5",
            "-7",
            "@team",
            "=1+1",
            "2026-01-31",
            "TRUE",
            "1/2",
            "a&b<c>\"",
            "李明𠮷");

    List<Row> rows = read(workbook(ids.stream().map(id -> session(id, id)).toList(), 100)).get(0);

    assertThat(rows).hasSize(ids.size() + 1);
    assertThat(rows.get(0).stream().map(Cell::getText)).isEqualTo(SessionTable.HEADER);
    for (int i = 0; i < ids.size(); i++) {
      Row row = rows.get(i + 1);
      assertThat(row.getCell(2).getText()).isEqualTo(ids.get(i));
      assertThat(row.getCell(4).getText()).isEqualTo(ids.get(i));
      assertThat(row.stream().map(Cell::getType)).containsOnly(CellType.STRING);
    }
  }

  /** Or a spreadsheet would read an id anew when a person edits its cell. */
  @Test
  void everyCellIsFormattedAsText() throws Exception {
    byte[] workbook = workbook(List.of(session("00123", "1E5")), 100);

    assertThat(part(workbook, "xl/styles.xml"))
        .containsPattern("(?s)numFmtId=\"165\" formatCode=\"@\".*<cellXfs.*/><xf numFmtId=\"165\"");
    assertThat(part(workbook, "xl/worksheets/sheet1.xml").split("<c ", -1))
        .hasSize(1 + 2 * SessionTable.HEADER.size())
        .filteredOn(cell -> cell.startsWith("r="))
        .allMatch(cell -> cell.contains("s=\"1\" t=\"inlineStr\""));
  }

  /** By the directory: a reader of streams does not understand the sizes that follow entries. */
  private String part(byte[] workbook, String name) throws Exception {
    Path file = Files.write(folder.resolve("sessions.xlsx"), workbook);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFullSheetIsFollowedByAnother() throws Exception {
    List<SessionSummary> sessions =
        IntStream.range(0, 7).mapToObj(i -> session("r" + i, "ann")).toList();

    List<List<Row>> sheets = read(workbook(sessions, 4));

    assertThat(sheets).extracting(List::size).containsExactly(4, 4, 2);
    assertThat(sheets)
        .allSatisfy(rows -> assertThat(rows.get(0).getCell(0).getText()).isEqualTo("sessionId"));
    assertThat(sheets.stream().flatMap(rows -> rows.stream().skip(1)))
        .extracting(row -> row.getCell(2).getText())
        .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6");
  }

  @Test
  void noSessionsAreAHeaderAlone() throws Exception {
    assertThat(read(workbook(List.of(), 4))).hasSize(1).allSatisfy(r -> assertThat(r).hasSize(1));
  }
}
