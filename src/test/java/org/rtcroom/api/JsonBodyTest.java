package org.rtcroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

  private static JsonBody sent(String body) {
    return JsonBody.of(body.getBytes(UTF_8), Set.of("a", "b"));
  }

  @Test
  void fieldsAreReadByName() {
    JsonBody sent = sent("{\"a\":\"文\",\"b\":7}");

    assertThat(sent.requiredText("a", 1)).isEqualTo("文");
    assertThat(sent.number("b", 7, 7)).contains(7L);
  }

  @Test
  void nullCountsAsAbsent() {
    assertThat(sent("{\"a\":null}").text("a", 9)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{\"a\":1,\"a\":2}", "{\"a\":1} {}", "\u0000"})
  void whatIsNotOneObjectIsRefused(String body) {
    refused(ApiProblem.BAD_REQUEST, () -> sent(body));
  }

  @Test
  void aBodyThatIsTooLargeIsNotRead() {
    refused(ApiProblem.BAD_REQUEST, () -> JsonBody.of(new byte[JsonBody.LARGEST + 1], Set.of()));
  }

  @Test
  void anUnknownFieldIsNamed() {
    assertThatThrownBy(() -> sent("{\"colour\":1}")).hasMessageContaining("colour");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"1234\"", "7", "[]", "\"a\\u0000\"", "\"\\ud800\""})
  void aTextThatCannotBeKeptIsRefused(String value) {
    refused(ApiProblem.BAD_PARAMETER, () -> sent("{\"a\":" + value + "}").text("a", 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4", "1.5", "1e400", "99999999999999999999", "\"1\"", "true"})
  void aNumberOutOfItsBoundsIsRefused(String value) {
    refused(ApiProblem.BAD_PARAMETER, () -> sent("{\"a\":" + value + "}").number("a", 1, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1,2]", "[1]", "{}", "\"x\""})
  void anArrayOfOtherThingsIsRefused(String value) {
    refused(ApiProblem.BAD_PARAMETER, () -> sent("{\"a\":" + value + "}").texts("a", 1));
  }

  private static void refused(ApiProblem problem, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
  }
}
