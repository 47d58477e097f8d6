package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators are told of the settings, and what everybody else is. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SettingsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @ArquillianResource URL base;

  @Test
  void anAdministratorIsToldWhatProductionWouldRefuse() throws Exception {
    String key = Files.readString(Path.of(System.getProperty("it.home"), "home", "demo-api-key"));

    HttpResponse<String> answer = get("ops/check_config", "Bearer " + key.strip());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"mode\":\"demo\",\"problems\":[")
        .contains("roomservice.audit.witness is not set");
  }

  @Test
  void nobodyElseIsToldFromWhereverTheyAsk() throws Exception {
    HttpResponse<String> answer = get("ops/check_config", "Bearer wrong");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(answer.body()).startsWith("{\"code\":2,\"message\":\"HTTP 401\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops/", "ops/nothing", "ops/application.wadl", "ops/health"})
  void thereIsNothingElse(String path) throws Exception {
    HttpResponse<String> answer = get(path, "Bearer wrong");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("org.", "jersey");
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", authorization)
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
