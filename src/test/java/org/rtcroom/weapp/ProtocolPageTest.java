package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rtcroom.room.RoomType;

/** The service does what protocol.md says. */
class ProtocolPageTest {

  private static final Pattern FAMILIES = Pattern.compile("\\{family: ([a-z_|]+)}");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");
  private static final Pattern SETTING = Pattern.compile("roomservice\\.[A-Za-z.-]*[A-Za-z]");

  /** One operation of one family by one method. */
  private record Served(String family, String operation, String method) {

    boolean byItsFamily() {
      return RoomType.ofFamily(family).map(type -> Operation.served(type, operation)).orElse(true);
    }
  }

  /** One row of the table of codes. */
  private record Code(int code, int status, String message) {

    static Code of(WireProblem problem) {
      return new Code(problem.code(), problem.status(), problem.message(Locale.ENGLISH, "{0}"));
    }
  }

  private final String page = text("src/docs/protocol.md");

  private static String text(String file) {
    try {
      return Files.readString(java.nio.file.Path.of(file));
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }

  @Test
  void theTableOfCodesIsTheCatalogue() {
    Code[] catalogue =
        Stream.concat(
                Stream.of(new Code(0, 200, "success")),
                Arrays.stream(WireProblem.values()).map(Code::of))
            .toArray(Code[]::new);

    assertThat(rows("## Codes"))
        .map(cells -> new Code(number(cells.get(0)), number(cells.get(1)), cells.get(2)))
        .containsExactlyInAnyOrder(catalogue);
  }

  @Test
  void theTableOfOperationsIsWhatIsServed() {
    List<Served> described =
        rows("## Operations").stream().flatMap(ProtocolPageTest::described).toList();

    assertThat(described).containsExactlyInAnyOrderElementsOf(served());
  }

  private static Stream<Served> described(List<String> row) {
    String operation = names(row.get(0)).findFirst().orElseThrow();
    String[] methods = row.get(1).split(", ", -1);
    return names(row.get(2))
        .flatMap(
            family -> Arrays.stream(methods).map(method -> new Served(family, operation, method)));
  }

  @Test
  void theTableOfOtherNamesIsWhatIsUnderstood() {
    assertThat(rows("### Other names"))
        .map(cells -> Map.entry(name(cells.get(1)), name(cells.get(0))))
        .containsExactlyInAnyOrderElementsOf(ClientAddress.OTHER_NAMES.entrySet());
  }

  private static String name(String cell) {
    return names(cell).findFirst().orElseThrow();
  }

  @Test
  void everyOperationHasAPartInEachOfItsFamilies() {
    for (Served served : served()) {
      assertThat(headings(served.family()))
          .as("%s of %s", served.operation(), served.family())
          .contains(served.operation());
    }
  }

  @Test
  void theSettingsItNamesAreInTheManual() {
    String manual = text("src/main/resources/META-INF/microprofile-config.properties");

    assertThat(SETTING.matcher(page).results().map(found -> found.group()).distinct())
        .isNotEmpty()
        .allSatisfy(setting -> assertThat(manual).contains(setting));
  }

  private static List<Served> served() {
    return new WeappApplication()
        .getClasses().stream()
            .filter(resource -> resource.isAnnotationPresent(Path.class))
            .flatMap(resource -> families(resource).flatMap(family -> operations(resource, family)))
            .filter(Served::byItsFamily)
            .toList();
  }

  private static Stream<String> families(Class<?> resource) {
    return FAMILIES
        .matcher(resource.getAnnotation(Path.class).value())
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split("\\|", -1)));
  }

  private static Stream<Served> operations(Class<?> resource, String family) {
    return Arrays.stream(resource.getDeclaredMethods())
        .filter(operation -> operation.isAnnotationPresent(Path.class))
        .map(
            operation ->
                new Served(family, operation.getAnnotation(Path.class).value(), method(operation)));
  }

  private static String method(Method operation) {
    return Arrays.stream(operation.getAnnotations())
        .flatMap(
            annotation ->
                Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .findFirst()
        .orElseThrow();
  }

  /** The cells of the rows of the first table in a part of the page, its head left out. */
  private List<List<String>> rows(String heading) {
    String part = page.substring(page.indexOf("\n" + heading + "\n"));
    return part.lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList())
        .toList();
  }

  private static int number(String cell) {
    return Integer.parseInt(cell);
  }

  private static Stream<String> names(String text) {
    return NAME.matcher(text).results().map(found -> found.group(1));
  }

  /** The operations that have a heading of their own where the page is about that family. */
  private List<String> headings(String family) {
    return Arrays.stream(page.split("\n## ", -1))
        .filter(part -> part.lines().findFirst().orElse("").matches(".*\\b" + family + "\\b.*"))
        .flatMap(part -> part.lines().filter(line -> line.startsWith("### `")))
        .flatMap(ProtocolPageTest::names)
        .toList();
  }
}
