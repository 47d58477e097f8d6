package org.rtcroom.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What journal-format.md says, for tests. */
final class FormatPage {

  private static final String TEXT = text();

  private FormatPage() {}

  /** Named values of one block of the page. */
  record Fields(Map<String, String> values) {

    static Fields of(String block, String separator) {
      Map<String, String> values = new LinkedHashMap<>();
      for (String line : block.strip().split("\n")) {
        String[] parts = line.split(separator, 2);
        values.put(parts[0].strip(), parts.length < 2 ? "" : parts[1].strip());
      }
      return new Fields(values);
    }

    String get(String name) {
      return Optional.ofNullable(values.get(name)).orElseThrow();
    }

    byte[] utf8(String name) {
      return get(name).getBytes(StandardCharsets.UTF_8);
    }

    byte[] hex(String name) {
      return HexFormat.of().parseHex(get(name));
    }

    long number(String name) {
      return Long.parseLong(get(name));
    }
  }

  /** One row of the table of kinds: its fields, marked {@code ?} where they may be absent. */
  record Row(String kind, String details, String personal) {

    private static final Pattern FIELD = Pattern.compile("`([A-Za-z0-9]+)`(\\??)");

    static List<String> possible(String cell) {
      return FIELD.matcher(cell).results().map(field -> field.group(1)).toList();
    }

    static List<String> certain(String cell) {
      return FIELD
          .matcher(cell)
          .results()
          .filter(field -> field.group(2).isEmpty())
          .map(field -> field.group(1))
          .toList();
    }
  }

  static List<Fields> vectors() {
    return blocks("vector").stream().map(block -> Fields.of(block, "=")).toList();
  }

  static List<Fields> samples() {
    return Arrays.stream(blocks("samples").get(0).split("\n\n"))
        .map(sample -> Fields.of(sample, " "))
        .toList();
  }

  /** What goes into the hash of the last vector. */
  static byte[] hashed() {
    return HexFormat.of().parseHex(blocks("hashed").get(0).replace("\n", ""));
  }

  static List<Row> kinds() {
    String section = TEXT.substring(TEXT.indexOf("## Kinds of"), TEXT.indexOf("## Lines of"));
    return Pattern.compile("(?m)^\\| ([A-Z_]+) \\|[^|]*\\|([^|]*)\\|([^|]*)\\|$")
        .matcher(section)
        .results()
        .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
        .toList();
  }

  /** The kinds of the access log's lines; some share a row of the table. */
  static List<String> accessKinds() {
    String section = TEXT.substring(TEXT.indexOf("## Lines of"), TEXT.indexOf("### API keys"));
    return Pattern.compile("(?m)^\\| ([A-Z_]+(?:, [A-Z_]+)*) \\|")
        .matcher(section)
        .results()
        .flatMap(row -> Stream.of(row.group(1).split(", ")))
        .toList();
  }

  private static List<String> blocks(String name) {
    return Pattern.compile("```" + name + "\n(.*?)\n```", Pattern.DOTALL)
        .matcher(TEXT)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String text() {
    try {
      return Files.readString(Path.of("src/docs/journal-format.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
