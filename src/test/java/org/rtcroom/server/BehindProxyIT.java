package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests behind a proxy, whose part the tests play: every door records the same address for the
 * same client, in one spelling that any spelling finds.
 */
class BehindProxyIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private static ServerProcess server;
  private static String key;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("home");
    server =
        ServerProcess.start(
            home,
            Map.of(
                "roomservice.http.trusted-proxies", "127.0.0.0/8",
                "roomservice.demo.allow-remote", "true"));
    key = "Bearer " + Files.readString(home.resolve("demo-api-key")).strip();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weapp/utils/get_login_info?userID=ann|TICKET_ISSUED",
        "api/v1/sessions|AUDIT_READ",
        "ops/metrics|REFUSED"
      })
  void everyDoorRecordsTheClientAndItsWay(String path, String kind) throws Exception {
    String client = "2409:8A28:0:0:0:0:" + Integer.toHexString(path.length()) + ":1";
    String forwarded = "203.0.113.7, ".repeat(100) + client + ", ::ffff:127.0.0.9";
    String authorization = path.startsWith("api") ? key : "Bearer wrong";

    get(path, "X-Forwarded-For", forwarded, "Authorization", authorization);

    String spelled = client.toLowerCase(Locale.ROOT).replace("0:0:0:0:", ":");
    for (String spelling : List.of(client, spelled)) {
      JsonObject actor =
          lines(kind, spelling).stream().findFirst().orElseThrow().getJsonObject("actor");
      assertThat(value(actor, "ip")).isEqualTo(spelled);
      assertThat(value(actor, "via")).isEqualTo("127.0.0.9, 127.0.0.1");
      if (!kind.equals("REFUSED")) {
        assertThat(value(actor, "reportedIp")).startsWith("..., ").endsWith(", 203.0.113.7");
      }
    }
  }

  @Test
  void aTrustedClientThatMakesUpAnAddressStandsBesideIt() throws Exception {
    get("api/v1/sessions", "X-Forwarded-For", "203.0.113.99", "Authorization", key);

    JsonObject actor =
        lines("AUDIT_READ", "::ffff:203.0.113.99").stream()
            .map(line -> line.getJsonObject("actor"))
            .filter(found -> value(found, "ip").equals("203.0.113.99"))
            .findFirst()
            .orElseThrow();

    assertThat(value(actor, "via")).isEqualTo("127.0.0.1");
    assertThat(actor).doesNotContainKey("reportedIp");
  }

  @Test
  void theStartWarnsOfAWideNetwork() throws Exception {
    assertThat(Files.readString(server.log()))
        .contains("roomservice.http.trusted-proxies has 127.0.0.0/8, which is wider");
  }

  @Test
  void whatIsNoAddressIsNotSearchedFor() throws Exception {
    HttpResponse<String> answer = get("api/v1/access-log?ip=bank.example", "Authorization", key);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("an IP address");
  }

  private static String value(JsonObject actor, String field) {
    return actor.containsKey(field) ? actor.getJsonObject(field).getString("value") : "";
  }

  private static List<JsonObject> lines(String kind, String address) throws Exception {
    String path = "api/v1/access-log?limit=500&kind=" + kind + "&ip=" + address;
    HttpResponse<String> answer = get(path, "Authorization", key);
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject().getJsonArray("items").getValuesAs(JsonObject.class);
    }
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(server.base().resolve(path)).headers(headers).build(),
        BodyHandlers.ofString());
  }
}
