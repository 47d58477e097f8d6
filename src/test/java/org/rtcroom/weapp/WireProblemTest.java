package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.room.Problem;

/** The catalogue of codes and texts. */
class WireProblemTest {

  @ParameterizedTest
  @EnumSource(WireProblem.class)
  void everyProblemHasACodeAndBothTexts(WireProblem problem) {
    String chinese = problem.message(Locale.CHINESE, "roomID");
    String english = problem.message(Locale.ENGLISH, "roomID");

    assertThat(problem.code()).isPositive();
    assertThat(chinese).containsPattern("\\p{IsHan}").doesNotContain("{");
    assertThat(english).doesNotContainPattern("\\p{IsHan}").doesNotContain("{").endsWith(".");
    assertThat(problem.status()).isIn(200, 400, 403, 404, 405, 408, 413, 415, 429, 500, 503);
  }

  @Test
  void everyProblemOfTheDomainHasItsCode() {
    Map<Problem, Integer> codes = new EnumMap<>(Problem.class);
    for (Problem problem : Problem.values()) {
      codes.put(problem, WireProblem.of(problem).code());
    }

    assertThat(codes)
        .containsEntry(Problem.NO_SUCH_ROOM, 3)
        .containsEntry(Problem.NOT_A_MEMBER, 5)
        .containsEntry(Problem.NOT_THE_CREATOR, 3)
        .containsEntry(Problem.CREATOR_ABSENT, 3)
        .containsEntry(Problem.ROOM_FULL, 5001)
        .containsEntry(Problem.AUDIENCE_FULL, 5001)
        .containsEntry(Problem.ROOM_ID_IN_USE, 11)
        .containsEntry(Problem.GROUP_FAILED, 6)
        .containsEntry(Problem.NOT_ALLOWED, 7)
        .containsEntry(Problem.FIELD_REFUSED, 2)
        .containsEntry(Problem.ILLEGAL_ID, 12)
        .containsEntry(Problem.TRY_AGAIN, 503);
  }

  @ParameterizedTest
  @EnumSource(WireProblem.class)
  void problemsOfHttpCarryTheCodeOfTheirKind(WireProblem problem) {
    boolean malformed = Set.of(400, 404, 405, 408, 413, 415).contains(problem.status());
    boolean other = !malformed && problem.status() != 200;

    assertThat(problem.code())
        .satisfies(
            code -> {
              if (malformed) {
                assertThat(code).isEqualTo(2);
              }
              if (other) {
                assertThat(code).isEqualTo(problem.status());
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|zh", "zh-CN,zh;q=0.9,en;q=0.8|zh", "en|en", "EN-us,zh;q=0.5|en", "fr|zh"})
  void theFirstLanguageAskedForDecides(String header, Locale language) {
    assertThat(Answers.language(header)).isEqualTo(language);
  }
}
