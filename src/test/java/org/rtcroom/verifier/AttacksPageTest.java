package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What attacks.md says was tried was tried, and nothing that is found is left out. */
class AttacksPageTest {

  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+)`");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]+");
  private static final Set<String> KINDS =
      Arrays.stream(Finding.Kind.values())
          .map(Finding.Kind::name)
          .collect(Collectors.toCollection(TreeSet::new));

  private final String page = text(Path.of("src/docs/attacks.md"));
  private final Map<String, String> sources = sources();

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of each test class by its simple name. */
  private static Map<String, String> sources() {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java/org/rtcroom"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> sources.put(name(file), text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".java".length());
  }

  private static Set<String> kinds(String text) {
    Set<String> kinds =
        new TreeSet<>(WORD.matcher(text).results().map(MatchResult::group).toList());
    kinds.retainAll(KINDS);
    return kinds;
  }

  private static List<String> classes(String text) {
    return CLASS.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The cells of the rows of all tables. */
  private List<String[]> rows() {
    return page.lines()
        .filter(line -> line.startsWith("| ") && line.contains("`"))
        .map(line -> line.split("\\|", -1))
        .toList();
  }

  @Test
  void everyFindingIsOnThePage() {
    assertThat(kinds(page)).isEqualTo(KINDS);
  }

  @Test
  void everyTestClassExists() {
    assertThat(classes(page))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(sources).containsKey(name));
  }

  @Test
  void everyFindingOfARowIsExpectedByItsClasses() {
    assertThat(rows())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            cells -> {
              List<String> named = classes(cells[3]);
              assertThat(named).as(cells[1]).isNotEmpty();
              String tests = named.stream().map(sources::get).collect(Collectors.joining());
              assertThat(kinds(tests)).as(cells[1]).containsAll(kinds(cells[2]));
            });
  }

  @Test
  void everyFindingButRemarksHasARow() {
    Set<String> inRows = new TreeSet<>();
    rows().forEach(cells -> inRows.addAll(kinds(cells[2])));

    assertThat(inRows)
        .containsAll(
            Arrays.stream(Finding.Kind.values())
                .filter(kind -> !kind.remark())
                .map(Finding.Kind::name)
                .toList());
  }

  /** Whoever adds a group of tamperings tells of it. */
  @Test
  void everyGroupOfTamperingsIsOnThePage() {
    assertThat(classes(page))
        .containsAll(
            sources.keySet().stream()
                .filter(name -> name.matches("[A-Z].+Tamperings|Hidden.+"))
                .filter(name -> !name.equals("AfternoonTamperings"))
                .toList());
  }
}
