package org.rtcroom.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.settings.Settings;

class DemoApiKeyTest {

  private static final Logger LOG = Logger.getLogger(DemoApiKey.class.getName());

  private final Path home;

  DemoApiKeyTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void theKeptKeyHasEveryRole() throws IOException {
    DemoApiKey keys = demo();

    assertThat(keys.find(kept())).get().returns(Set.of(ApiKey.Role.values()), ApiKey::roles);
    assertThat(keys.valid(kept())).isTrue();
  }

  @Test
  void itsTextIsFortyThreeUrlSafeCharacters() throws IOException {
    demo();

    assertThat(kept()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void anyOtherTextIsNoKey() throws IOException {
    DemoApiKey keys = demo();

    assertThat(keys.find("")).isEmpty();
    assertThat(keys.find(kept() + "x")).isEmpty();
    assertThat(keys.find(kept().substring(1))).isEmpty();
    assertThat(keys.find(kept().toLowerCase(Locale.ROOT))).isEmpty();
  }

  @Test
  void itIsTheSameAfterARestart() throws IOException {
    demo();
    String before = kept();

    assertThat(demo().valid(before)).isTrue();
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  void everyHomeHasItsOwn(@TempDir Path otherHome) throws IOException {
    demo();

    assertThat(new DemoApiKey(in(otherHome, "demo")).valid(kept())).isFalse();
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    demo();

    assertThat(permissions(home.resolve("demo-api-key"))).isEqualTo("rw-------");
    assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void itsPlaceIsToldAtEachStartAndTheKeyNever() throws IOException {
    List<String> first = loggedWhile(this::demo);
    List<String> second = loggedWhile(this::demo);

    assertThat(first).singleElement().asString().contains("demo-api-key").doesNotContain(kept());
    assertThat(second).singleElement().asString().contains("demo-api-key").doesNotContain(kept());
  }

  @Test
  void productionKnowsNoKeyAndMakesNone() throws IOException {
    demo();
    String key = kept();
    Files.delete(home.resolve("demo-api-key"));

    assertThat(new DemoApiKey(in(home, "production")).find(key)).isEmpty();
    assertThat(home.resolve("demo-api-key")).doesNotExist();
  }

  private DemoApiKey demo() {
    return new DemoApiKey(in(home, "demo"));
  }

  private static Settings in(Path home, String mode) {
    return Settings.of(Map.of("roomservice.mode", mode, "roomservice.home", home.toString()));
  }

  private String kept() throws IOException {
    return Files.readString(home.resolve("demo-api-key")).strip();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** On this thread: tests that run beside this one make keys, too. */
  private static List<String> loggedWhile(Runnable action) {
    Thread ours = Thread.currentThread();
    List<String> lines = new ArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (Thread.currentThread().equals(ours)) {
              lines.add(new SimpleFormatter().formatMessage(line));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    LOG.addHandler(listener);
    try {
      action.run();
    } finally {
      LOG.removeHandler(listener);
    }
    return lines;
  }
}
