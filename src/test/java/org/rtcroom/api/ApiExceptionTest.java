package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

class ApiExceptionTest {

  @Test
  void aRefusalIsToldInFull() {
    ApiException told =
        ApiException.of(ApiException.parameter("limit", "a whole number from 1 to 500"));

    assertThat(told.problem().json(told.detail()))
        .hasToString(
            "{\"type\":\"urn:rtcroom:problem:bad-parameter\","
                + "\"title\":\"A parameter is missing, unknown or out of its bounds\","
                + "\"status\":400,\"detail\":\"limit: expected a whole number from 1 to 500\"}");
  }

  @Test
  void aBrokenChainIsToldWithWhatWasFound() {
    ApiException told =
        ApiException.of(new BrokenChain("s#3 JOINED: the hash is not that of the line"));

    assertThat(told.problem()).isEqualTo(ApiProblem.CHAIN_BROKEN);
    assertThat(told.problem().status()).isEqualTo(409);
    assertThat(told.detail()).isEqualTo("s#3 JOINED: the hash is not that of the line");
  }

  @Test
  void aDatabaseThatDoesNotAnswerMeansTryAgain() {
    ApiException told =
        ApiException.of(new RoomException(Problem.TRY_AGAIN, "jdbc:h2:file:/secret/place"));

    assertThat(told.problem().status()).isEqualTo(503);
    assertThat(told.detail()).doesNotContain("secret");
  }

  @Test
  void whatIsKeptOfUsersMayBeTriedAgainTooHoweverLateThatShows() {
    DatabaseUnavailable busy = new DatabaseUnavailable("busy");

    assertThat(ApiException.of(busy).problem()).isEqualTo(ApiProblem.TRY_AGAIN);
    assertThat(ApiException.of(new CompletionException(busy)))
        .hasMessage(ApiException.of(busy).getMessage());
    assertThat(ApiException.of(new Journal.LostRace("session 7: lost 5 races")).problem())
        .isEqualTo(ApiProblem.TRY_AGAIN);
  }

  @Test
  void aHistoryThatCannotBeReadNowMayBeTriedAgain() {
    ApiException told =
        ApiException.of(new DatabaseUnavailable(new IllegalStateException("password=secret")));

    assertThat(told.problem()).isEqualTo(ApiProblem.TRY_AGAIN);
    assertThat(told.detail()).doesNotContain("secret");
  }

  @Test
  void whatNobodyForesawIsNotToldAtAll() {
    ApiException told = ApiException.of(new IllegalStateException("password=secret"));

    assertThat(told.problem().status()).isEqualTo(500);
    assertThat(told.problem().json(told.detail()).toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "405, METHOD_NOT_ALLOWED",
    "406, NOT_ACCEPTABLE",
    "415, UNSUPPORTED_TYPE",
    "418, BAD_REQUEST",
    "500, INTERNAL",
    "503, TRY_AGAIN",
    "599, INTERNAL"
  })
  void theServersOwnStatusesHaveTheirProblems(int status, ApiProblem problem) {
    assertThat(ApiProblem.ofStatus(status)).isEqualTo(problem);
  }

  @Test
  void everyTypeIsStableAndItsOwn() {
    assertThat(Arrays.stream(ApiProblem.values()).map(ApiProblem::type))
        .doesNotHaveDuplicates()
        .allMatch(type -> type.matches("urn:rtcroom:problem:[a-z-]+"));
  }

  @ParameterizedTest
  @EnumSource(ApiProblem.class)
  void everyProblemIsAnError(ApiProblem problem) {
    assertThat(problem.status()).isBetween(400, 599);
  }
}
