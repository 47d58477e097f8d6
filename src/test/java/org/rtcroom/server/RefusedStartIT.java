package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that may not start ends, and says why where an operator looks first. */
class RefusedStartIT {

  @TempDir Path home;

  @Test
  void productionWithoutItsSettingsEndsWithAllThatIsMissingOnTheLastLine() throws Exception {
    Map<String, String> unset = Map.of("roomservice.mode", "production");

    assertThatThrownBy(() -> ServerProcess.start(home, unset))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("(?s)not ready, ended with status [1-9].*")
        .hasMessageContaining("run.sh: not started: roomservice.");
    Path log = Path.of(System.getProperty("it.home"), "logs", home.getFileName() + ".log");
    List<String> lines = Files.readAllLines(log);
    assertThat(lines.get(lines.size() - 1))
        .startsWith("run.sh: not started: roomservice.")
        .contains("roomservice.im.sdk-app-id is not set")
        .contains("roomservice.live.push-key is not set")
        .contains("roomservice.rooms.double-room.admission is not set")
        .contains("roomservice.audit.witness is not set");
  }
}
