package org.rtcroom.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomType;

class JsonBodyTest {

  /** One field of every type that bodies have. */
  record Sample(
      @Nullable String a,
      @Nullable Long b,
      @JsonProperty("userID") @Nullable UserId user,
      @Nullable Instant time,
      @Nullable List<Role> roles,
      @Nullable RoomType family,
      @Nullable List<Item> items,
      @Nullable JsonNode data) {}

  record Item(String name) {

    Item {
      name = FieldBounds.text("name", name, 3);
    }
  }

  private static Sample read(String body) {
    return JsonBody.read(body.getBytes(UTF_8), Sample.class);
  }

  @Test
  void fieldsAreReadByName() {
    Sample sample =
        read(
            """
            {"a":"文","b":7,"userID":"ann","time":"2026-01-31T13:00:00+01:00","roles":["ADMIN"],
             "family":"live_room","items":[{"name":"x"}]}
            """);

    assertThat(sample)
        .isEqualTo(
            new Sample(
                "文",
                7L,
                UserId.of("ann"),
                Instant.parse("2026-01-31T12:00:00Z"),
                List.of(Role.ADMIN),
                RoomType.LIVE,
                List.of(new Item("x")),
                null));
  }

  @Test
  void nullCountsAsAbsent() {
    assertThat(
            read(
                """
                {"a":null,"b":null,"userID":null,"time":null,"roles":null,"family":null,
                 "items":null}
                """))
        .isEqualTo(read("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "null",
        "{",
        "{\"a\":1,\"a\":2}",
        "{\"data\":{\"a\":1,\"a\":1}}",
        "{\"a\":1} {}",
        "{} x",
        "{/**/}",
        "{'a':\"x\"}",
        "{\"b\":NaN}",
        "{\"b\":01}",
        "\u0000",
        "\ufeff{}"
      })
  void whatIsNotOneObjectIsRefused(String body) {
    refused(ApiProblem.BAD_REQUEST, () -> read(body));
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    byte[] utf16 = "{\"a\":\"x\"}".getBytes(UTF_16LE);
    byte[] latin1 = "{\"a\":\"é\"}".getBytes(ISO_8859_1);

    refused(ApiProblem.BAD_REQUEST, () -> JsonBody.read(utf16, Sample.class));
    refused(ApiProblem.BAD_REQUEST, () -> JsonBody.read(latin1, Sample.class));
  }

  @Test
  void aBodyThatIsTooLargeIsNotRead() {
    byte[] large = new byte[JsonBody.LARGEST + 1];

    refused(ApiProblem.BAD_REQUEST, () -> JsonBody.read(large, Sample.class));
  }

  @Test
  void aBodyThatNestsTooDeeplyIsNotRead() {
    String deep = "{\"data\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";

    refused(ApiProblem.BAD_REQUEST, () -> read(deep));
  }

  @Test
  void anUnknownFieldIsNamed() {
    assertThatThrownBy(() -> read("{\"colour\":1}"))
        .hasMessageContaining("colour: expected one of the fields a, b, data, family, items,");
    assertThatThrownBy(() -> read("{\"items\":[{\"name\":\"x\",\"colour\":1}]}"))
        .hasMessageContaining("colour: expected one of the fields name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a      | 7                        | a text",
        "a      | 1.5                      | a text",
        "a      | true                     | a text",
        "a      | []                       | a text",
        "a      | {}                       | a text",
        "b      | 1.5                      | a whole number",
        "b      | 1.0                      | a whole number",
        "b      | 1e400                    | a whole number",
        "b      | 99999999999999999999     | a whole number",
        "b      | \"1\"                    | a whole number",
        "b      | \"\"                     | a whole number",
        "b      | true                     | a whole number",
        "userID | \"a b\"                  | letters, digits",
        "userID | 7                        | letters, digits",
        "time   | \"yesterday\"            | an RFC 3339 time",
        "time   | \"2026-02-30T12:00:00Z\" | an RFC 3339 time",
        "time   | 7                        | an RFC 3339 time",
        "family | \"triple_room\"          | a family of rooms",
        "roles  | [\"QUEEN\"]              | some of INTEGRATOR",
        "roles  | [1]                      | some of INTEGRATOR",
        "roles  | [\"\"]                   | some of INTEGRATOR",
        "roles  | {}                       | an array",
        "roles  | \"ADMIN\"                | an array",
        "items  | \"x\"                    | an array",
        "items  | [1]                      | an object",
        "items  | [\"\"]                   | an object",
        "name   | [{\"name\":\"long\"}]    | a text of 1 to 3 characters",
        "name   | [{}]                     | a text of 1 to 3 characters"
      })
  void aFieldOfAnotherTypeIsRefusedByName(String name, String value, String expected) {
    String field = name.equals("name") ? "items" : name;

    assertThatThrownBy(() -> read("{\"" + field + "\":" + value + "}"))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.problem()).isEqualTo(ApiProblem.BAD_PARAMETER);
              assertThat(refusal.detail()).startsWith(name + ": expected " + expected);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"1234\"", "\"a\\u0000\"", "\"\\ud800\""})
  void aTextThatCannotBeKeptIsRefused(String value) {
    refused(ApiProblem.BAD_PARAMETER, () -> read("{\"items\":[{\"name\":" + value + "}]}"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, -1, Long.MAX_VALUE})
  void aNumberOutOfItsBoundsIsRefused(long number) {
    refused(ApiProblem.BAD_PARAMETER, () -> FieldBounds.number("b", number, 1, 3));
  }

  @Test
  void anArrayOutOfItsBoundsIsRefused() {
    refused(ApiProblem.BAD_PARAMETER, () -> FieldBounds.items("c", List.of(), 1));
    refused(ApiProblem.BAD_PARAMETER, () -> FieldBounds.items("c", List.of("1", "2"), 1));
    refused(ApiProblem.BAD_PARAMETER, () -> FieldBounds.items("c", null, 1));
  }

  @Test
  void nullIsNoItem() {
    refused(ApiProblem.BAD_PARAMETER, () -> read("{\"items\":[null]}"));
    refused(ApiProblem.BAD_PARAMETER, () -> read("{\"roles\":[null]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"b\" : 1.0, \"a\": [ 0.1000, 1e2, -0.0, 12345678901234567890123 ] }",
        "[\"\\u001f\\u0007\\n\\\"\\\\/é李\\u007f\", true, false, null, {}]"
      })
  void dataAreKeptAsTheTextTheyAlwaysHad(String json) {
    String kept = Json.createReader(new StringReader(json)).read().toString();

    var data = Objects.requireNonNull(read("{\"data\":" + json + "}").data());
    assertThat(JsonBody.text(data)).isEqualTo(kept);
  }

  private static void refused(ApiProblem problem, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
  }

  /** People write reasons in a text area. */
  @Test
  void linesMayBreakWhereATextMayNot() {
    String lines = "Customer left.\r\nWill call back.\n\t(twice)";

    assertThat(FieldBounds.lines("reason", lines, 64)).isEqualTo(lines);
    refused(ApiProblem.BAD_PARAMETER, () -> FieldBounds.text("name", lines, 64));
    for (String other :
        List.of("a\u0000", "a\u001b[2J", "a\u007f", "a\u0085", "\ud800", "", "x".repeat(65))) {
      refused(ApiProblem.BAD_PARAMETER, () -> FieldBounds.lines("reason", other, 64));
    }
  }
}
