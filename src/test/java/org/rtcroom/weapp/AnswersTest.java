package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The code of an answer can be told from its body alone, by whoever counts answers. */
class AnswersTest {

  private final Answers answers = new Answers();

  AnswersTest() {
    answers.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  }

  @Test
  void successIsZero() {
    assertThat(Answers.code(bytes(answers.ok(WeappRequest.NONE).json()))).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(WireProblem.class)
  void everyProblemShowsItsCode(WireProblem problem) {
    String json = answers.problem(Language.ENGLISH, problem, "field").json();

    assertThat(Answers.code(bytes(json))).hasValue(problem.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"code\":", "{\"code\":x}", "{\"kode\":0}", "<html>"})
  void whateverElseABodyIsHasNoCode(String body) {
    assertThat(Answers.code(bytes(body))).isEmpty();
  }

  @Test
  void whatIsNoBytesHasNoCode() {
    assertThat(Answers.code(null)).isEmpty();
    assertThat(Answers.code("{\"code\":0}")).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
