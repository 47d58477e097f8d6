package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON is read exactly, or not at all. */
class JsonTest {

  private static JsonObject read(String text) {
    return Json.object(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyTypeIsRead() {
    JsonObject json =
        read(
            "{\"b\":true,\"a\":\"x\\u00e4\\n😀\\\"\",\"n\":-9223372036854775808,"
                + "\"l\":[\"1\",\"2\"],\"o\":{\"f\":false}}");

    assertThat(json.text("a")).isEqualTo("xä\n😀\"");
    assertThat(json.number("n")).isEqualTo(Long.MIN_VALUE);
    assertThat(json.flag("b")).isTrue();
    assertThat(json.texts("l")).isEqualTo(List.of("1", "2"));
    assertThat(json.object("o").flag("f")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "[]",
        "{",
        "{}x",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":null}",
        "{\"a\":01}",
        "{\"a\":-0}",
        "{\"a\":1.0}",
        "{\"a\":1e3}",
        "{\"a\":9223372036854775808}",
        "{\"a\": 1}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":tru}",
        "{\"a\":[1,]}",
        "{\"a\":\"",
        "{\"a\":\"\\u12\"}",
        "\uFEFF{}",
        "{a:1}"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(BadJson.class);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] bytes = {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'};

    assertThatThrownBy(() -> Json.object(bytes)).isInstanceOf(BadJson.class);
  }

  @Test
  void aReplacementCharacterThatWasWrittenIsRead() {
    assertThat(read("{\"a\":\"\uFFFD\"}").text("a")).isEqualTo("\uFFFD");
  }

  @Test
  void whatIsTooDeepIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000);

    assertThatThrownBy(() -> read(deep)).isInstanceOf(BadJson.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":1}",
        "{\"a\":\"\\u00e4\"}",
        "{\"a\":\"\\n\"}",
        "{\"a\":\"\\u000A\"}",
        "{\"a\":\"\\/\"}"
      })
  void anotherSpellingIsNotCanonical(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(Json.object(bytes)).isNotNull();
    assertThatThrownBy(() -> Json.canonical(bytes)).isInstanceOf(BadJson.class);
  }

  @Test
  void hexIsLowerCaseAndWhole() {
    JsonObject json = read("{\"a\":\"00ff\",\"b\":\"00FF\",\"c\":\"0\"}");

    assertThat(json.bytes("a")).containsExactly(0, -1);
    assertThatThrownBy(() -> json.bytes("b")).isInstanceOf(BadJson.class);
    assertThatThrownBy(() -> json.bytes("c")).isInstanceOf(BadJson.class);
  }
}
