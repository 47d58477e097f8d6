package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rtcroom.api.SessionCsvTest.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a real spreadsheet makes of the lists of sessions: ids stay, and nothing is run. */
class SpreadsheetIT {

  private static final List<String> PROGRAMS = List.of("soffice", "libreoffice");
  private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
  private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
  private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

  /** UTF-8, commas, quotation marks; special numbers are detected, formulas evaluated. */
  private static final String CSV =
      "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,0,true";

  private static final List<String> NUMBERS =
      List.of(
          "00123", "6222021234567890123", "1E5", "2026-01-31", "TRUE", "1.5", "12:30", "1/2", "5%");

  private static final List<String> FORMULAS =
      List.of(
          "=1+1",
          "=HYPERLINK(\"http://evil.example/\",\"x\")",
          "+1+1",
          "-7",
          "-2+3",
          "@team",
          "@SUM(1,2)",
          "=cmd|' /C calc'!A0",
          "＝1＋1");

  private static final List<String> LINES = List.of("two\nlines", "a\r\nb", "say \"hi\", she said");

  @TempDir Path folder;

  /**
   * A cell of a sheet.
   *
   * @param text as it is shown
   * @param type such as string or float
   * @param formula empty if there is none
   */
  private record Cell(String text, String type, String formula) {}

  private static Path program() {
    return PROGRAMS.stream()
        .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(bin -> Path.of(bin, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(""));
  }

  /** The column of room ids below its header, as the spreadsheet reads it. */
  private List<Cell> opened(Path file, String... options) throws Exception {
    assumeTrue(Files.isExecutable(program()), "LibreOffice is not installed");
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    command.addAll(List.of("-env:UserInstallation=" + folder.resolve("profile").toUri()));
    command.addAll(List.of("--headless", "--convert-to", "fods", "--outdir", folder.toString()));
    command.addAll(List.of(options));
    command.add(file.toString());
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(said)).isTrue();
    String name = file.getFileName().toString();
    return roomIds(folder.resolve(name.substring(0, name.lastIndexOf('.')) + ".fods"));
  }

  private static List<Cell> roomIds(Path flat) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(flat.toFile());
    List<Cell> cells = new ArrayList<>();
    NodeList rows = document.getElementsByTagNameNS(TABLE, "table-row");
    for (int row = 0; row < rows.getLength(); row++) {
      List<Cell> all = cells((Element) rows.item(row));
      boolean filled = !all.isEmpty() && !all.get(0).text().isEmpty();
      if (filled) {
        cells.add(all.get(SessionTable.HEADER.indexOf("roomID")));
      }
    }
    assertThat(cells.remove(0).text()).isEqualTo("roomID");
    return cells;
  }

  private static List<Cell> cells(Element row) {
    List<Cell> cells = new ArrayList<>();
    NodeList found = row.getElementsByTagNameNS(TABLE, "table-cell");
    for (int i = 0; i < found.getLength(); i++) {
      Element cell = (Element) found.item(i);
      String often = cell.getAttributeNS(TABLE, "number-columns-repeated");
      NodeList lines = cell.getElementsByTagNameNS(TEXT, "p");
      Cell read =
          new Cell(
              IntStream.range(0, lines.getLength())
                  .mapToObj(line -> lines.item(line).getTextContent())
                  .collect(Collectors.joining("\n")),
              cell.getAttributeNS(OFFICE, "value-type"),
              cell.getAttributeNS(TABLE, "formula"));
      int times = often.isEmpty() ? 1 : Math.min(Integer.parseInt(often), 100);
      IntStream.range(0, times).forEach(time -> cells.add(read));
    }
    return cells;
  }

  private Path written(String name, SessionTable.Format format, List<String> ids)
      throws IOException {
    SessionTable table =
        new SessionTable(
            last ->
                last.isEmpty() ? ids.stream().map(id -> session(id, "ann")).toList() : List.of());
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      format.write(table, out);
    }
    return file;
  }

  private static List<String> all() {
    return Stream.of(NUMBERS, FORMULAS, LINES).flatMap(List::stream).toList();
  }

  /** A spreadsheet knows one line break. */
  private static List<String> shown(List<String> ids) {
    return ids.stream().map(id -> id.replace("\r\n", "\n")).toList();
  }

  @Test
  void everyIdOfAWorkbookSurvives() throws Exception {
    List<Cell> cells = opened(written("sessions.xlsx", SessionWorkbook::write, all()));

    assertThat(cells).extracting(Cell::text).isEqualTo(shown(all()));
    assertThat(cells).extracting(Cell::type).containsOnly("string");
    assertThat(cells).extracting(Cell::formula).containsOnly("");
  }

  /** Ids that look like numbers may be shown as such: the workbook is free of that. */
  @Test
  void nothingOfACsvIsRun() throws Exception {
    List<Cell> cells =
        opened(written("sessions.csv", SessionCsv::write, all()), "--infilter=" + CSV);

    assertThat(cells).hasSameSizeAs(all());
    assertThat(cells).extracting(Cell::formula).containsOnly("");
    List<Cell> guarded = cells.subList(NUMBERS.size(), NUMBERS.size() + FORMULAS.size());
    assertThat(guarded).extracting(Cell::type).containsOnly("string");
    assertThat(guarded).extracting(cell -> cell.text().replaceFirst("^'", "")).isEqualTo(FORMULAS);
    assertThat(cells.subList(NUMBERS.size() + FORMULAS.size(), cells.size()))
        .extracting(Cell::text)
        .isEqualTo(shown(LINES));
  }

  /** Without the guard the same spreadsheet runs it, so that the test above means something. */
  @Test
  void aTextWithoutTheGuardIsRun() throws Exception {
    Path file = written("unguarded.csv", SessionCsv::write, List.of("=1+1"));
    Files.writeString(file, Files.readString(file).replace("'=1+1", "=1+1"));

    assertThat(opened(file, "--infilter=" + CSV))
        .singleElement()
        .satisfies(cell -> assertThat(cell.formula()).isNotEmpty());
  }
}
