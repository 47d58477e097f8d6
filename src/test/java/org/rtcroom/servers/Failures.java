package org.rtcroom.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.server.Site;

/** Whatever server it is, it shows nothing of itself, and no page of its own. */
abstract class Failures {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The server that is called. */
  protected abstract Site site();

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(site().base().resolve(path))
            .method(method, BodyPublishers.noBody())
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing?token=abc", "ops/nothing", "ops/health/none", "a/b;c"})
  void anUnknownAddressIsAnsweredInJson(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).matches("\\{\"code\":2,\"message\":\"HTTP 404\",\"timestamp\":\\d+}");
  }

  /** Clients that know an operation of another server send a body to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "",
        "console.html",
        "roomservice/weapp/double_room/nothing",
        "weapp/double_room/nothing",
        "weapp",
        "error",
        "api/v2/sessions",
        "apis"
      })
  void nobodyPostsToAnAddressWithoutAnOperation(String path) throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE")) {
      HttpResponse<String> answer = send(method, path);

      assertThat(answer.statusCode()).as(method).isEqualTo(404);
      assertThat(answer.body()).startsWith("{\"code\":2,");
    }
  }

  @Test
  void whatIsInsideTheWarIsNotServed() throws Exception {
    HttpResponse<String> answer = send("GET", "WEB-INF/web.xml");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("<web-app");
  }

  @Test
  void aWrongMethodIsAnsweredInJson() throws Exception {
    HttpResponse<String> answer = send("POST", "ops/health/live");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).startsWith("{\"code\":2,");
  }

  @Test
  void thePageIsServedAndTheServerDoesNotSayWhatItIs() throws Exception {
    HttpResponse<String> page = send("GET", "");

    assertThat(page.body()).contains("<title>RoomService</title>");
    assertThat(page.headers().map()).doesNotContainKeys("server", "x-powered-by");
  }
}
