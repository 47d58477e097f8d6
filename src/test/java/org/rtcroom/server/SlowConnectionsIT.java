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
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** A byte a second is fast enough for the server, which waits for each piece only. */
  @ParameterizedTest
  @CsvSource({
    "/weapp/double_room/login, '\"code\":2,'",
    "/api/v1/tickets, urn:rtcroom:problem:too-slow"
  })
  void aBodyThatDripsIsGivenUp(String path, String told) throws Exception {
    String key = Files.readString(SharedServer.at(base).home().resolve("demo-api-key")).strip();
    Socket socket =
        dawdle(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: slow\r\nAuthorization: Bearer "
                + key
                + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
    long begun = System.nanoTime();
    while (socket.getInputStream().available() == 0 && seconds(begun) < 60) {
      socket.getOutputStream().write(' ');
      TimeUnit.SECONDS.sleep(1);
    }

    assertThat(seconds(begun)).isBetween(19L, 40L);
    byte[] answer = new byte[socket.getInputStream().available()];
    assertThat(socket.getInputStream().read(answer)).isEqualTo(answer.length);
    assertThat(new String(answer, StandardCharsets.ISO_8859_1))
        .startsWith("HTTP/1.1 408 ")
        .contains(told);
  }

  private static long seconds(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
  }

  private Socket dawdle(String beginning) throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    dawdlers.add(socket);
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    return socket;
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
