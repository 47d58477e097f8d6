package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How single values are converted between the types that clients mix up. */
class FieldsTest {

  private static Fields of(String json) {
    return Body.parse(json.getBytes(StandardCharsets.UTF_8), Body.Kind.JSON);
  }

  private static Fields value(String json) {
    return of("{\"f\":" + json + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"abc\"|abc",
        "5|5",
        "-5|-5",
        "1.50|1.50",
        "1e3|1000",
        "\"\"|''",
        "\"\\ud83d\\ude00\"|😀"
      })
  void aTextComesAsTextOrNumber(String json, String text) {
    assertThat(value(json).text("f", 64)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "[]", "{}", "[\"a\"]", "1e-9999"})
  void whatIsNoTextIsRefused(String json) {
    Refused.with(WireProblem.WRONG_TYPE, () -> value(json).text("f", 64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\"", "\"12345\""})
  void whatCannotBeStoredOrIsTooLongIsRefused(String json) {
    Refused.with(WireProblem.TEXT_REFUSED, () -> value(json).text("f", 4));
  }

  @Test
  void controlAndBidiCharactersComeBackUnchanged() {
    assertThat(value("\"\\u0001\\u200b\\u202e\"").text("f", 64)).contains("\u0001\u200b\u202e");
  }

  @Test
  void lengthsAreBytesOfUtf8() {
    assertThat(value("\"好\"").text("f", 3)).contains("好");
    Refused.with(WireProblem.TEXT_REFUSED, () -> value("\"好a\"").text("f", 3));
    Refused.with(
        WireProblem.ROOM_INFO_TOO_LONG,
        () -> value("\"好a\"").text("f", 3, WireProblem.ROOM_INFO_TOO_LONG));
  }

  @Test
  void absentAndNullAreMissing() {
    assertThat(of("{}").text("f", 4)).isEmpty();
    assertThat(value("null").text("f", 4)).isEmpty();
    Refused.with(WireProblem.FIELD_MISSING, () -> value("null").requiredText("f", 4));
    assertThat(value("\"\"").requiredText("f", 4)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\"r1\",r1",
    "12,12",
    "-12,-12",
    "1234567890123456789,1234567890123456789",
  })
  void anIdComesAsTextOrInteger(String json, String id) {
    assertThat(value(json).id("f")).contains(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901234567890", "1.5", "1e2", "true", "[1]", "{}"})
  void whatIsNoIdIsRefused(String json) {
    Refused.with(WireProblem.WRONG_TYPE, () -> value(json).id("f"));
  }

  @Test
  void anEmptyIdIsMissing() {
    Refused.with(WireProblem.FIELD_MISSING, () -> value("\"\"").requiredId("f"));
  }

  @ParameterizedTest
  @CsvSource({
    "5,5",
    "\"5\",5",
    "-1,0",
    "11,10",
    "true,1",
    "false,0",
    "1.0,1",
    "1e1,10",
    "1e999999999999,10",
    "-1e999999999999,0",
    "0e999999999999,0",
    "99999999999999999999999999,10",
    "\"99999999999999999999999999\",10"
  })
  void anIntegerIsMovedIntoItsRange(String json, long number) {
    assertThat(value(json).number("f", 0, 10)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "\"1.5\"",
        "\"abc\"",
        "\"\"",
        "\" 5\"",
        "\"+5\"",
        "\"0x5\"",
        "\"NaN\"",
        "[5]",
        "{}",
        "1e-1",
        "1e-999999999999",
        "\"١\""
      })
  void whatIsNoIntegerIsRefused(String json) {
    Refused.with(WireProblem.WRONG_TYPE, () -> value(json).number("f", 0, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "false,false",
    "1,true",
    "0,false",
    "\"1\",true",
    "\"0\",false",
    "\"true\",true",
    "\"false\",false"
  })
  void aBooleanComesInManyForms(String json, boolean flag) {
    assertThat(value(json).flag("f")).contains(flag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "\"yes\"", "\"TRUE\"", "\"\"", "[]", "0.5"})
  void whatIsNoBooleanIsRefused(String json) {
    Refused.with(WireProblem.WRONG_TYPE, () -> value(json).flag("f"));
  }
}
