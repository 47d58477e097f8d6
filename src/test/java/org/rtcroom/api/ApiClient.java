package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtcroom.server.Site;

/** Calls the v1 API of a server, with its demo key or another. */
final class ApiClient {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI base;
  private final Optional<String> authorization;

  private ApiClient(URI base, Optional<String> authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /** With the key the server made for itself. */
  static ApiClient withDemoKey(Site site) throws IOException {
    Path file = site.home().resolve("demo-api-key");
    return with(site.base(), "Bearer " + Files.readString(file).strip());
  }

  static ApiClient with(URI server, String authorization) {
    return new ApiClient(server.resolve("api/v1/"), Optional.of(authorization));
  }

  static ApiClient withoutKey(URI server) {
    return new ApiClient(server.resolve("api/v1/"), Optional.empty());
  }

  HttpResponse<String> send(String verb, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).method(verb, BodyPublishers.noBody());
    authorization.ifPresent(value -> request.header("Authorization", value));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** A GET whose answer is a file. */
  HttpResponse<byte[]> download(String path) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> send(String verb, String path, JsonObject body) throws Exception {
    return sendText(verb, path, body.toString());
  }

  HttpResponse<String> sendText(String verb, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** What a GET answers, which must succeed. */
  JsonObject get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return parsed(answer.body());
  }

  /** All items of a list, page by page. */
  List<JsonObject> items(String path) throws Exception {
    List<JsonObject> items = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    JsonObject page = get(path);
    items.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
    while (!page.isNull("next")) {
      page = get(path + separator + "cursor=" + page.getString("next"));
      items.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
    }
    return items;
  }

  /** The problem a request is answered with, which must be of that status. */
  static JsonObject problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("application/problem+json");
    JsonObject problem = parsed(answer.body());
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.keySet()).containsExactlyInAnyOrder("type", "title", "status", "detail");
    return problem;
  }

  static JsonObject parsed(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
