package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentyun.TLSSigAPIv2;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Production as an operator would have it: PostgreSQL with three roles, secrets in files, and a
 * proxy that ends TLS, whose part the tests play.
 */
class ProductionIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int PER_USER = 20;
  private static final String ADMIN_KEY = ProductionSettings.ADMIN_KEY;
  private static final String PAGE = "https://bank.example";
  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final String[] BY_PROXY = {"X-Forwarded-Proto", "https"};

  @TempDir static Path folder;

  private static PostgresProcess postgres;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    PostgresDatabase database = PostgresDatabase.create(postgres, "production");
    server = ServerProcess.start(folder.resolve("production-home"), settings(database));
  }

  @AfterAll
  static void end() {
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      postgres.close();
    }
  }

  private static Map<String, String> settings(PostgresDatabase database) throws Exception {
    Map<String, String> settings = ProductionSettings.of(database, folder);
    settings.put("roomservice.http.rate-limit-per-user", "" + PER_USER);
    settings.put("roomservice.http.allowed-origins", PAGE);
    return settings;
  }

  @ParameterizedTest
  @CsvSource({
    "POST, weapp/double_room/login, 403",
    "GET, weapp/utils/get_login_info, 403",
    "OPTIONS, index.html, 403",
    "GET, '', 403",
    "GET, index.html, 403",
    "GET, nothing, 403",
    "GET, ops/metrics, 403",
    "GET, ops/check_config, 403",
    "GET, ops/health/live, 200",
    "GET, ops/health/ready, 200"
  })
  void plainHttpIsRefusedButToProbes(String method, String path, int status) throws Exception {
    HttpResponse<String> answer = send(method, path, "", "Authorization", "Bearer " + ADMIN_KEY);

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 403) {
      assertThat(json(answer).getInt("code")).isEqualTo(403);
      assertThat(json(answer).getString("message")).contains("HTTPS", "https://");
      assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
      assertThat(answer.headers().allValues("Strict-Transport-Security")).isEmpty();
    }
  }

  /** A browser shows a page the refusal only if its question before was answered. */
  @Test
  void aPageCanReadTheRefusal() throws Exception {
    String path = "weapp/double_room/login";
    HttpResponse<String> preflight =
        send("OPTIONS", path, "", "Origin", PAGE, "Access-Control-Request-Method", "POST");
    HttpResponse<String> refusal = send("POST", path, "", "Origin", PAGE);
    HttpResponse<String> stranger = send("POST", path, "", "Origin", "https://elsewhere.example");

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().allValues(ALLOWED)).containsExactly(PAGE);
    assertThat(preflight.headers().allValues("Access-Control-Allow-Methods"))
        .containsExactly("GET, POST, OPTIONS");
    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(refusal.headers().allValues(ALLOWED)).containsExactly(PAGE);
    assertThat(refusal.headers().allValues("Vary")).contains("Origin");
    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(stranger.headers().allValues(ALLOWED)).isEmpty();
  }

  @Test
  void theApiSaysSoAsAProblem() throws Exception {
    HttpResponse<String> answer =
        send("GET", "api/v1/sessions", "", "Authorization", "Bearer " + ADMIN_KEY);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).getString("type")).isEqualTo("urn:rtcroom:problem:plain-http");
    assertThat(json(answer).getString("detail")).contains("https://");
  }

  @Test
  void theOperatorFindsTheSettingInTheLog() throws Exception {
    send("GET", "", "");

    assertThat(Files.readString(server.log()))
        .contains("refused plain HTTP from 127.0.0.1")
        .contains("roomservice.http.trusted-proxies");
  }

  @Test
  void onlyATrustedProxyIsBelieved() throws Exception {
    assertThat(status("127.0.0.1", "")).isEqualTo(403);
    assertThat(status("127.0.0.1", "X-Forwarded-Proto: https\r\n")).isEqualTo(200);
    assertThat(status("127.0.0.1", "Forwarded: for=203.0.113.9;proto=https\r\n")).isEqualTo(200);
    assertThat(status("127.0.0.1", "X-Forwarded-Proto: https, http\r\n")).isEqualTo(403);
    assertThat(
            status(
                "127.0.0.1",
                "X-Forwarded-For: 198.51.100.9, ::ffff:127.0.0.1\r\n"
                    + "X-Forwarded-Proto: https, http\r\n"))
        .isEqualTo(200);
    assertThat(status("127.0.0.2", "X-Forwarded-Proto: https\r\n")).isEqualTo(403);
    assertThat(status("127.0.0.2", "Forwarded: proto=https\r\n")).isEqualTo(403);
  }

  /** The status of the page, asked for from that address of this machine. */
  private static int status(String from, String header) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(new InetSocketAddress("127.0.0.1", server.base().getPort()));
      socket.setSoTimeout(20_000);
      String request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @Test
  void ticketsAreForWhoShowsAKey() throws Exception {
    String path = "weapp/utils/get_login_info?userID=ann";

    assertThat(json(send("GET", path, "", BY_PROXY)).getInt("code")).isEqualTo(7);
  }

  @Test
  void whoShowsAKeyMayLookBehindTheProxy() throws Exception {
    HttpResponse<String> config =
        send("GET", "ops/check_config", "", with("Authorization", "Bearer " + ADMIN_KEY));

    assertThat(config.body()).isEqualTo("{\"mode\":\"production\",\"problems\":[]}");
    assertThat(config.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
    assertThat(send("GET", "ops/metrics", "", BY_PROXY).statusCode()).isEqualTo(401);
  }

  @Test
  void aClientIsServedUntilItAsksTooOften() throws Exception {
    String token = login("eager");
    String query = "?userID=eager&token=" + token;
    String created =
        send("POST", "weapp/double_room/create_room" + query, "{\"roomInfo\":\"x\"}", BY_PROXY)
            .body();
    assertThat(created).startsWith("{\"code\":0,").contains("\"receipt\"");

    HttpResponse<String> answer = list(query);
    for (int i = 0; i < PER_USER && answer.statusCode() == 200; i++) {
      answer = list(query);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(json(answer).getInt("code")).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-3]");
    assertThat(list("?userID=calm&token=" + login("calm")).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsLoggedOfARequestNamesItsSession() throws Exception {
    String query = "?userID=logged&token=" + login("logged");
    JsonObject room =
        json(
            send(
                "POST", "weapp/double_room/create_room" + query, "{\"roomInfo\":\"x\"}", BY_PROXY));
    String destroy =
        "{\"roomID\":\"%s\",\"userID\":\"logged\"}".formatted(room.getString("roomID"));
    postgres.stop();
    try {
      HttpResponse<String> answer =
          send(
              "POST",
              "weapp/double_room/destroy_room" + query,
              destroy,
              with("X-Request-Id", "without-database"));

      assertThat(answer.statusCode()).isEqualTo(503);
    } finally {
      postgres.startAgain();
    }
    Until.within(60, () -> send("GET", "ops/health/ready", "").statusCode() == 200);
    assertThat(Files.readString(server.log()))
        .contains(
            "[request without-database session %s]"
                .formatted(room.getJsonObject("receipt").getString("sessionId")));
  }

  private static HttpResponse<String> list(String query) throws Exception {
    return send("POST", "weapp/double_room/get_room_list" + query, "{}", BY_PROXY);
  }

  /** With a ticket as the bank's own back end makes it. */
  private static String login(String user) throws Exception {
    String ticket =
        new TLSSigAPIv2(ProductionSettings.SDK_APP_ID, ProductionSettings.SECRET_KEY)
            .genUserSig(user, 3600);
    String query = "?sdkAppID=" + ProductionSettings.SDK_APP_ID + "&userID=" + user + "&userSig=";
    String path = "weapp/double_room/login" + query + IssuedSecrets.note(ticket);
    return IssuedSecrets.note(json(send("POST", path, "", BY_PROXY)).getString("token"));
  }

  private static String[] with(String name, String value) {
    return new String[] {BY_PROXY[0], BY_PROXY[1], name, value};
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve(path))
            .header("Accept-Language", "en")
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }
}
