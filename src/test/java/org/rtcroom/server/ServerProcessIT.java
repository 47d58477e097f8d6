package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that was killed starts again in the same home. */
class ServerProcessIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path home;

  @Test
  void aKilledServerIsGoneAndComesBack() throws Exception {
    ServerProcess first = ServerProcess.start(home, Map.of("roomservice.mode", "demo"));
    first.kill9();
    assertThatThrownBy(() -> live(first)).isInstanceOf(ConnectException.class);

    try (ServerProcess second = ServerProcess.start(home, Map.of())) {
      assertThat(live(second)).isEqualTo(200);
      assertThat(second.log()).exists();
    }
  }

  @Test
  void aServerThatEndsAtOnceIsReportedWithItsLog() {
    Map<String, String> noName = Map.of("", "value");

    assertThatThrownBy(() -> ServerProcess.start(home, noName))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("--set needs KEY=VALUE");
  }

  private static int live(ServerProcess server) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.base().resolve("ops/health/live")).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }
}
