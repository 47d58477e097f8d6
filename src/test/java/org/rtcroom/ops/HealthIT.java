package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server as a load balancer sees it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HealthIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @ArquillianResource URL base;

  /** Also proves that the WAR came up: the adapter does not fail when deployment does. */
  @BeforeEach
  void theNodeLives() throws Exception {
    assertThat(get("ops/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aNodeWithItsDatabaseIsReady() throws Exception {
    HttpResponse<String> answer = get("ops/health/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"status\":\"UP\",\"checks\":[")
        .contains("{\"name\":\"checkpoints\",\"status\":\"UP\",\"detail\":\"witness: none\"}")
        .contains("{\"name\":\"clock\",\"status\":\"UP\"}")
        .contains("{\"name\":\"deliveries\",\"status\":\"UP\"")
        .contains("{\"name\":\"database\",\"status\":\"UP\"}")
        .contains("{\"name\":\"replay\",\"status\":\"UP\"}")
        .contains("{\"name\":\"sweep\",\"status\":\"UP\"}");
  }

  @Test
  void thePageIsServedAtTheRoot() throws Exception {
    assertThat(get("").body()).contains("<title>RoomService</title>");
  }

  @Test
  void anUnknownAddressIsAnsweredInJson() throws Exception {
    HttpResponse<String> answer = get("nothing?token=abc");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).matches("\\{\"code\":2,\"message\":\"HTTP 404\",\"timestamp\":\\d+}");
  }

  @Test
  void aWrongMethodIsAnsweredInJson() throws Exception {
    HttpResponse<String> answer =
        send(request("ops/health/live").POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).startsWith("{\"code\":2,");
  }

  @Test
  void theServerDoesNotSayWhatItIs() throws Exception {
    assertThat(get("").headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  void theServersOwnProbesAreClosed() throws Exception {
    assertThat(get("health").statusCode()).isEqualTo(404);
    assertThat(get("metrics").statusCode()).isEqualTo(403);
    assertThat(get("openapi").statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
