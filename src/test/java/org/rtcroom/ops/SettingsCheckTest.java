package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.settings.Settings;

/** Production says at once what it lacks, and never what is secret. */
class SettingsCheckTest {

  private final Path home;

  SettingsCheckTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    List<String> problems = problems(Map.of());

    assertThat(problems).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    assertThat(problems)
        .anyMatch(problem -> problem.startsWith("roomservice.im.sdk-app-id is not set"))
        .anyMatch(problem -> problem.startsWith("roomservice.im.account-type is not set"))
        .anyMatch(problem -> problem.startsWith("roomservice.live.push-host is not set"))
        .anyMatch(problem -> problem.startsWith("roomservice.audit.witness is not set"))
        .anyMatch(problem -> problem.startsWith("roomservice.live.push-key is not set"))
        .anyMatch(problem -> problem.startsWith("roomservice.live.play-key is not set"))
        .anyMatch(problem -> problem.startsWith("roomservice.rooms.double-room.admission is not"))
        .anyMatch(problem -> problem.startsWith("roomservice.rooms.live-room.admission is not"))
        .noneMatch(problem -> problem.contains("0123456789abcdef"));
  }

  @Test
  void whatIsGivenIsNotMissed() {
    assertThat(problems(Map.of("roomservice.im.sdk-app-id", "1400000001")))
        .noneMatch(problem -> problem.contains("sdk-app-id"));
  }

  @Test
  void aValueOutOfItsBoundsIsNamedWithWhatIsExpected() {
    assertThat(problems(Map.of("roomservice.delivery.at-once", "0")))
        .contains("roomservice.delivery.at-once is '0', expected a whole number from 1 to 256");
  }

  @Test
  void aSecretThatIsNotGoodIsNotShown() {
    assertThat(problems(Map.of("roomservice.api.key-pepper", "tooshort")))
        .anyMatch(problem -> problem.startsWith("roomservice.api.key-pepper"))
        .noneMatch(problem -> problem.contains("tooshort"));
  }

  @Test
  void everyFileThatWillNotDoIsNamed() {
    List<String> names =
        List.of(
            "roomservice.live.push-key-file",
            "roomservice.live.play-key-file",
            "roomservice.stream.name-key-file",
            "roomservice.im.secret-key-file",
            "roomservice.identity.token-key-file",
            "roomservice.api.key-pepper-file",
            "roomservice.audit.checkpoint-key-file");
    Map<String, String> absent = new HashMap<>();
    names.forEach(name -> absent.put(name, home.resolve("not-there").toString()));

    List<String> problems = problems(absent);

    assertThat(names)
        .allSatisfy(
            name -> assertThat(problems).anyMatch(problem -> problem.startsWith(name + " is '")));
  }

  @Test
  void lookingMakesNoKeys() {
    problems(Map.of());

    assertThat(home).isEmptyDirectory();
  }

  private List<String> problems(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("roomservice.home", home.toString());
    return SettingsCheck.problems(Settings.of(all));
  }
}
