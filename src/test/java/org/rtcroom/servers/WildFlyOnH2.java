package org.rtcroom.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Served at the root. */
class WildFlyOnH2 extends Scenarios {

  @Override
  Installed start(Path folder, Map<String, String> settings) {
    return WildFly.start(folder, "/", settings);
  }

  @Override
  boolean onPostgres() {
    return false;
  }

  /** Over HTTP/2 the time limit for bodies would cut off answers, too. */
  @Test
  void aClientThatOffersHttp2IsAnsweredByTheVersionWithoutItsTimeLimit() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(site().base().resolve("ops/health/live")).build();
    HttpClient offering = HttpClient.newBuilder().version(Version.HTTP_2).build();

    HttpResponse<Void> answer = offering.send(request, BodyHandlers.discarding());

    assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
  }
}
