package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.server.SharedServer;

/** Every answer tells browsers what they must not do with it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SecurityHeadersIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Map<String, List<String>> EVERYWHERE =
      Map.of(
          "x-content-type-options", List.of("nosniff"),
          "referrer-policy", List.of("no-referrer"),
          "x-frame-options", List.of("DENY"));

  @ArquillianResource URL base;

  @BeforeEach
  void theNodeLives() throws Exception {
    assertThat(send("GET", "ops/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, weapp/utils/get_login_info?userID=ann, 200",
    "POST, weapp/double_room/login, 200",
    "POST, weapp/double_room/get_room_list, 200",
    "OPTIONS, weapp/double_room/login, 204",
    "HEAD, weapp/double_room/login, 405",
    "GET, weapp/nothing, 404",
    "GET, weapp, 404",
    "GET, api/v1/sessions, 401",
    "OPTIONS, api/v1/sessions, 401",
    "GET, api/v1/nothing, 404",
    "GET, api/v1/application.wadl, 404",
    "GET, ops/health/live, 200",
    "GET, ops/health/ready, 200",
    "GET, ops/metrics, 200",
    "GET, ops/check_config, 401",
    "GET, ops/nothing, 404",
    "GET, ops;x/health/ready, 404",
    "GET, ops;x=1/metrics, 404",
    "GET, ops/metrics;x, 404",
    "GET, /ops/metrics, 404",
    "GET, %6Fps/metrics, 404",
    "GET, api, 404",
    "GET, nothing, 404",
    "GET, WEB-INF/web.xml, 404",
    "GET, error, 404"
  })
  void dataIsNotKeptAndLoadsNothing(String method, String path, int status) throws Exception {
    HttpResponse<String> answer = send(method, path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertGuarded(answer);
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
  }

  @Test
  void whatTheApiHandsOutIsNotKeptEither() throws Exception {
    String key = Files.readString(SharedServer.at(base).home().resolve("demo-api-key")).strip();
    for (String path :
        List.of("openapi", "sessions", "sessions.csv", "sessions.xlsx", "audit/export")) {
      HttpResponse<String> answer = send("GET", "api/v1/" + path, "Authorization", "Bearer " + key);

      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertGuarded(answer);
      assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }
  }

  /** Demo mode: whatever is asked for, the way the request came says nothing of the caller. */
  @ParameterizedTest
  @CsvSource({
    "weapp/utils/get_login_info?userID=ann, X-Forwarded-For, 203.0.113.7",
    "weapp/utils/get_login_info?userID=ann, X-Forwarded-For, 127.0.0.1",
    "weapp/utils/get_login_info?userID=ann, X-Real-IP, 127.0.0.1",
    "api/v1/sessions, X-Forwarded-For, 203.0.113.7",
    "api/v1/openapi, Forwarded, for=127.0.0.1",
    "index.html, X-Forwarded-For, 203.0.113.7",
    "'', Via, 1.1 proxy"
  })
  void whatAStrangersProxyPassesOnIsNotServed(String path, String header, String value)
      throws Exception {
    String key = Files.readString(SharedServer.at(base).home().resolve("demo-api-key")).strip();
    HttpResponse<String> answer =
        send("GET", path, header, value, "Authorization", "Bearer " + key);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("userSig", "<html");
    assertGuarded(answer);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith(path.startsWith("api") ? "application/problem+json" : "application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1:8080, 200",
    "[::1]:8080, 200",
    "mybox, 200",
    "evil.example, 503",
    "localhost.evil.example:8080, 503"
  })
  void aNameOfAStrangerLeadsNowhere(String host, int status) throws Exception {
    for (String path : List.of("index.html", "ops/metrics", "api/v1/nothing")) {
      int expected = status == 200 && path.startsWith("api") ? 404 : status;
      assertThat(statusAs(host, path)).as(path).isEqualTo(expected);
    }
    assertThat(statusAs(host, "ops/health/live")).isEqualTo(200);
  }

  private int statusAs(String host, String path) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET "
              + base.getPath()
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "GET, index.html", "HEAD, index.html"})
  void pagesLoadOnlyWhatIsOurs(String method, String path) throws Exception {
    HttpResponse<String> answer = send(method, path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertGuarded(answer);
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly(
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'");
  }

  /** The server is asked by plain HTTP, and by a proxy it does not trust. */
  private static void assertGuarded(HttpResponse<String> answer) {
    Map<String, List<String>> headers = answer.headers().map();
    assertThat(headers).containsAllEntriesOf(EVERYWHERE);
    assertThat(headers.keySet())
        .doesNotContainAnyElementsOf(
            Set.of("server", "x-powered-by", "strict-transport-security", "set-cookie"));
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    String[] proxied =
        Stream.concat(Stream.of("X-Forwarded-Proto", "https"), Stream.of(headers))
            .toArray(String[]::new);
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .headers(proxied)
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
