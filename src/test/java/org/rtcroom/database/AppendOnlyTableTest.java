package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A table that a migration guards cannot be forgotten where production looks for its triggers. */
class AppendOnlyTableTest {

  private static final Map<String, Integer> BITS =
      Map.of("delete", 8, "update", 16, "truncate", 32);

  private static final Pattern TRIGGER =
      Pattern.compile(
          "create trigger (\\w+) before ([a-z ]+?) on (\\w+)[^;]*?"
              + "execute function (?:refuse_change|refuse_unless_purged)\\(\\)");

  /** What a trigger refuses that is there in the end, by table and name of the trigger. */
  private static Map<String, Map<String, Integer>> triggers() throws IOException {
    Map<String, Map<String, Integer>> triggers = new HashMap<>();
    Matcher found = TRIGGER.matcher(migrations());
    while (found.find()) {
      int operations =
          Stream.of(found.group(2).split(" or ", -1))
              .mapToInt(BITS::get)
              .reduce(0, (a, b) -> a | b);
      triggers
          .computeIfAbsent(found.group(3), table -> new HashMap<>())
          .put(found.group(1), operations);
    }
    return triggers;
  }

  private static String migrations() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("db/postgresql"))) {
      return files
          .sorted()
          .map(AppendOnlyTableTest::text)
          .collect(Collectors.joining("\n"))
          .toLowerCase(Locale.ROOT)
          .replaceAll("--.*", " ")
          .replaceAll("\\s+", " ");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatMigrationsGuardIsWhatProductionDemands() throws IOException {
    Map<String, Integer> guarded = new HashMap<>();
    triggers()
        .forEach(
            (table, own) -> guarded.put(table, own.values().stream().reduce(0, (a, b) -> a | b)));

    assertThat(guarded)
        .hasSizeGreaterThan(11)
        .isEqualTo(
            AppendOnlyTable.ALL.stream()
                .collect(Collectors.toMap(AppendOnlyTable::name, AppendOnlyTable::guarded)));
  }

  /** What the grants give the service is never more than what a start in production allows. */
  @Test
  void noGrantGivesTheServiceWhatIsForbidden() throws IOException {
    String grants = Files.readString(Path.of("db/roles.sql")).replaceAll("\\s+", " ");
    for (AppendOnlyTable table : AppendOnlyTable.ALL) {
      List<String> own = granted(grants, table.name());
      assertThat(own).as(table.name()).isNotEmpty();
      assertThat(own).as(table.name()).allMatch(grant -> table.erasable() || !deletes(grant));
      assertThat(own)
          .as(table.name())
          .allMatch(grant -> table.fixed().stream().noneMatch(updated(grant)::contains));
      assertThat(own)
          .as(table.name())
          .allMatch(grant -> !table.fixed().isEmpty() || !grant.contains("update"));
    }
  }

  private static boolean deletes(String grant) {
    return grant.contains("delete") || grant.contains("truncate") || grant.contains(" all ");
  }

  /** The columns that a grant lets its role update. */
  private static List<String> updated(String grant) {
    Matcher columns = Pattern.compile("update \\(([^)]*)\\)").matcher(grant);
    return columns.find() ? List.of(columns.group(1).split(", *", -1)) : List.of();
  }

  /** The privileges of each grant on the table to the service. */
  private static List<String> granted(String grants, String table) {
    return Pattern.compile("grant ([^;]*?) on ([a-z_, ]+) to :\"role\";")
        .matcher(grants)
        .results()
        .filter(grant -> List.of(grant.group(2).split(", *", -1)).contains(table))
        .map(grant -> grant.group(1))
        .toList();
  }
}
