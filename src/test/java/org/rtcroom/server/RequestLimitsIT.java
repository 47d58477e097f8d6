package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request takes more than its share, whether it is large, long or slow. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RequestLimitsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String LOGIN = "POST /weapp/double_room/login HTTP/1.1\r\nHost: x\r\n";

  private static final Pattern HEAD =
      Pattern.compile("(?is)^HTTP.*?\r\nContent-Length: (\\d+)\r\n(?:.*?\r\n)?\r\n");

  @ArquillianResource URL base;

  @BeforeEach
  @AfterEach
  void theNodeLives() throws Exception {
    HttpRequest probe = HttpRequest.newBuilder(URI.create(base + "ops/health/live")).build();
    assertThat(HTTP.send(probe, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  @Test
  void aHeaderOfEightKilobytesIsTooLarge() throws Exception {
    assertRefused(LOGIN + "Content-Length: 0\r\nX-Large: " + "x".repeat(8_192) + "\r\n\r\n");
  }

  @Test
  void headersAreCounted() throws Exception {
    assertRefused(LOGIN + "Content-Length: 0\r\n" + "X-Many: x\r\n".repeat(150) + "\r\n");
  }

  /** A query holds tickets, and is part of what is limited. */
  @Test
  void aTicketMayBeLongButNotWithoutBounds() throws Exception {
    String head = "GET /weapp/utils/get_login_info?userID=ann&userSig=";
    String tail = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    assertThat(answer(head + "x".repeat(4_096) + tail)).startsWith("HTTP/1.1 200");
    assertRefused(head + "x".repeat(16_384) + tail);
  }

  @Test
  void aBodyThatDoesNotComeIsGivenUp() throws Exception {
    long begun = System.nanoTime();

    String answer = answer(LOGIN + "Connection: close\r\nContent-Length: 10\r\n\r\n{");

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"code\":2,");
  }

  @Test
  void aBodyIsCutOffWhateverItsLengthIsSaidToBe() throws Exception {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

    String answer =
        answer(LOGIN + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("{\"code\":2,");
  }

  @Test
  void theApiReadsNoEndlessBodyEither() throws Exception {
    String key = Files.readString(SharedServer.at(base).home().resolve("demo-api-key")).strip();
    String head =
        "POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nAuthorization: Bearer "
            + key
            + "\r\n";
    String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";

    assertThat(answer(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5)))
        .startsWith("HTTP/1.1 400")
        .contains("urn:rtcroom:problem:bad-request");
    assertThat(answer(head + "Content-Length: 2000000000\r\n\r\n{"))
        .startsWith("HTTP/1.1 400")
        .contains("urn:rtcroom:problem:bad-request");
  }

  /** 10^15 bytes, what no integer can hold, and one number twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000000000",
        "9223372036854775807",
        "2147483648",
        "4294967298",
        "2\r\nContent-Length: 2"
      })
  void aLengthThatNothingTakesIsRefusedByJson(String length) throws Exception {
    String key = Files.readString(SharedServer.at(base).home().resolve("demo-api-key")).strip();
    String rest =
        " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n{}";
    String client = length.startsWith("2\r") ? "HTTP/1.1 400" : "HTTP/1.1 413";

    assertThat(answer("POST /weapp/double_room/login" + rest))
        .startsWith(client)
        .contains("{\"code\":2,");
    assertThat(answer("POST /roomservice/weapp/double_room/login" + rest))
        .startsWith(client)
        .contains("{\"code\":2,");
    assertThat(answer("POST /ops/health/live" + rest)).startsWith(client).contains("{\"code\":2,");
    assertThat(answer("POST /api/v1/tickets" + rest))
        .startsWith("HTTP/1.1 400")
        .contains("urn:rtcroom:problem:bad-request");
  }

  /** The server answers these itself, if it does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "+5",
        "abc",
        "0x10",
        "5 5",
        "5, 6",
        "1e3",
        "99999999999999999999999",
        "2\r\nContent-Length: 5"
      })
  void aLengthThatIsNoNumberIsRefused(String length) throws Exception {
    for (String path : List.of("/weapp/double_room/login", "/api/v1/tickets")) {
      assertRefused(
          "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n{}");
    }
  }

  private void assertRefused(String request) throws IOException {
    assertThat(answer(request)).matches("(?s)|HTTP/1\\.1 4[0-9][0-9] .*");
  }

  /** What comes back, as far as it says its length; nothing if the connection is cut instead. */
  private String answer(String request) throws IOException {
    StringBuilder answer = new StringBuilder();
    try (Socket socket = new Socket("127.0.0.1", base.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      for (int read = in.read(); read >= 0; read = in.read()) {
        answer.append((char) read);
        if (complete(answer.toString())) {
          break;
        }
      }
    } catch (SocketException reset) {
      return answer.toString();
    }
    return answer.toString();
  }

  private static boolean complete(String answer) {
    Matcher head = HEAD.matcher(answer);
    return head.find() && answer.length() - head.end() >= Integer.parseInt(head.group(1));
  }
}
