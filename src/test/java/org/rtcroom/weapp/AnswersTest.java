package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.UserId;

/** An answer carries the code that its body shows, so that answers can be counted. */
class AnswersTest {

  private final Answers answers = new Answers();

  AnswersTest() {
    answers.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  }

  @Test
  void successIsZero() {
    Answer success = answers.success(Locale.ENGLISH, json -> json.writeStringField("roomID", "r"));

    assertThat(success.code()).isZero();
    assertThat(success.json()).startsWith("{\"code\":0,").endsWith(",\"roomID\":\"r\"}");
  }

  @ParameterizedTest
  @EnumSource(WireProblem.class)
  void everyProblemShowsItsCode(WireProblem problem) {
    Answer refused = answers.problem(Locale.ENGLISH, new Refusal(problem, "field"));

    assertThat(refused.code()).isEqualTo(problem.code());
    assertThat(refused.json()).startsWith("{\"code\":" + problem.code() + ",\"message\":");
  }

  private static WeappRequest request(String family, String operation) {
    WeappRequest request =
        new WeappRequest(SentRequest.from("::1").servlet(), TrustedProxies.in(""));
    request.leadsTo(Operation.at(family, operation));
    return request;
  }

  private void unchecked(WeappRequest request) {
    assertThatThrownBy(() -> answers.success(request, json -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAuthenticatedOperationIsNotAnsweredBeforeItsCallerIsKnown() {
    WeappRequest request = request("double_room", "get_push_url");

    unchecked(request);
    request.mayBeAnonymous();
    unchecked(request);
    request.identify(UserId.of("ann"), Proof.TOKEN, "", "");
    assertThat(answers.success(request, json -> {}).code()).isZero();
  }

  @Test
  void anOperationThatServesStrangersIsNotAnsweredBeforeItLooksForTheirProof() {
    WeappRequest request = request("webrtc_room", "get_room_list");

    unchecked(request);
    request.mayBeAnonymous();
    assertThat(answers.success(request, json -> {}).code()).isZero();
    assertThat(answers.success(request("double_room", "login"), json -> {}).code()).isZero();
  }

  @Test
  void theRequestLearnsTheCodeOfItsAnswer() {
    WeappRequest request = request("double_room", "get_push_url");
    Answer refused = answers.problem(Locale.ENGLISH, new Refusal(WireProblem.NOT_A_MEMBER));

    assertThat(request.code()).isNull();
    assertThat(refused.to(request).getStatus()).isEqualTo(200);
    assertThat(request.code()).isEqualTo(5);
  }
}
