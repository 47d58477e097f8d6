package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Those who dawdle wait for themselves only. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SlowConnectionsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @ArquillianResource URL base;

  private final List<Socket> dawdlers = new ArrayList<>();

  @BeforeEach
  void theNodeLives() throws Exception {
    assertThat(live()).isEqualTo(200);
  }

  @AfterEach
  void letGo() throws IOException {
    for (Socket dawdler : dawdlers) {
      dawdler.close();
    }
  }

  @Test
  void twoHundredHalfRequestsDelayNobody() throws Exception {
    for (int i = 0; i < 200; i++) {
      dawdle("GET /ops/health/live HTTP/1.1\r\nHost: slow\r\n");
    }

    assertThat(live()).isEqualTo(200);
  }

  private void dawdle(String beginning) throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    dawdlers.add(socket);
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
  }

  /** The status of the liveness probe, which has five seconds to answer. */
  private int live() throws Exception {
    HttpRequest probe =
        HttpRequest.newBuilder(URI.create(base + "ops/health/live"))
            .timeout(Duration.ofSeconds(5))
            .build();
    return HTTP.send(probe, BodyHandlers.discarding()).statusCode();
  }
}
