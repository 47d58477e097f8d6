package org.rtcroom.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.server.Until;

/** WildFly goes on without a WAR that may not start; nothing of the WAR keeps it from stopping. */
class FailedStartOnWildFly {

  private static final int BOOT_SECONDS = 180;
  private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";

  @Test
  void aServerWithoutTheServiceStopsWhenItIsAsked() throws Exception {
    Path folder = OwnFolder.empty("FailedStartOnWildFly");
    Path home = Files.createDirectories(folder.resolve("home"));
    Map<String, String> noInterval =
        Map.of("roomservice.home", home.toString(), "roomservice.sweep.interval", "often");

    WildFly server = WildFly.boot(folder, "/", noInterval);
    try (server) {
      Until.within(BOOT_SECONDS, () -> server.shell().said().contains(STARTED_WITH_ERRORS));
    }

    assertThat(server.process().isAlive()).isFalse();
    assertThat(server.shell().said())
        .contains("roomservice.sweep.interval is 'often', expected a duration");
  }
}
