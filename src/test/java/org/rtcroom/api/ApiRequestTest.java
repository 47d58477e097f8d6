package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.ServedRequest;

/** Who is said to have asked the v1 API, and for what. */
class ApiRequestTest {

  private static final ApiKey AUDITORS = new ApiKey("auditors", Set.of(Role.AUDITOR));

  private final ApiRequest request = new ApiRequest();

  @AfterEach
  void end() {
    ServedRequest.end();
  }

  private static CurrentRequest serve(SentRequest sent) {
    CurrentRequest current = new CurrentRequest(sent.servlet(), TrustedProxies.in("10.0.0.1"));
    current.begin();
    return current;
  }

  @Test
  void aReadBehindATrustedProxyIsNotedByTheAddressOfWhoeverReads() {
    serve(SentRequest.from("10.0.0.1").with("X-Forwarded-For", "203.0.113.7"));

    request.identified(AUDITORS);

    assertThat(request.actor())
        .returns("203.0.113.7", Actor::address)
        .returns("", Actor::reportedAddress)
        .returns(Proof.API_KEY, Actor::proof)
        .returns(AUDITORS.id(), Actor::tokenId);
  }

  @Test
  void whatAProxySaysThatNobodyTrustsIsOnlyReported() {
    serve(SentRequest.from("192.0.2.1").with("X-Forwarded-For", "203.0.113.7"));

    assertThat(request.actor())
        .returns("192.0.2.1", Actor::address)
        .returns("203.0.113.7", Actor::reportedAddress)
        .returns(Proof.NONE, Actor::proof);
  }

  @Test
  void metricsKnowTheOperationByItsDoor() {
    CurrentRequest current = serve(SentRequest.from("192.0.2.1"));

    request.begin("GET api/v1/bans");

    assertThat(current.name()).isEqualTo("api/GET api/v1/bans");
    assertThat(request.operation()).isEqualTo("GET api/v1/bans");
  }
}
