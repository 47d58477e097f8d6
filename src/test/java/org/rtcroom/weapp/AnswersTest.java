package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.http.Networks;
import org.rtcroom.http.SentRequest;

/** An answer carries the code that its body shows, for whoever counts answers. */
class AnswersTest {

  private final Answers answers = new Answers();

  AnswersTest() {
    answers.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  }

  @Test
  void successIsZero() {
    Answer success = answers.ok(Language.ENGLISH, json -> json.write("roomID", "r"));

    assertThat(success.code()).isZero();
    assertThat(success.json()).startsWith("{\"code\":0,").endsWith(",\"roomID\":\"r\"}");
  }

  @ParameterizedTest
  @EnumSource(WireProblem.class)
  void everyProblemShowsItsCode(WireProblem problem) {
    Answer refused = answers.problem(Language.ENGLISH, problem, "field");

    assertThat(refused.code()).isEqualTo(problem.code());
    assertThat(refused.json()).startsWith("{\"code\":" + problem.code() + ",\"message\":");
  }

  @Test
  void theRequestLearnsTheCodeOfItsAnswer() {
    WeappRequest request =
        new WeappRequest(SentRequest.from("::1").servlet(), Networks.parse("proxies", ""));
    Answer refused = answers.problem(Language.ENGLISH, WireProblem.NOT_A_MEMBER, "");

    assertThat(request.code()).isNull();
    assertThat(refused.to(request).getStatus()).isEqualTo(200);
    assertThat(request.code()).isEqualTo(5);
  }
}
