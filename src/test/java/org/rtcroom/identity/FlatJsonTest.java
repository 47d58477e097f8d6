package org.rtcroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {

  @Test
  void stringsAndNumbersAreRead() {
    assertThat(read(" { \"a\" : \"b\" , \"c\":-1.5e+3,\r\n\"d\":0 } \t"))
        .isEqualTo(Map.of("a", "b", "c", "-1.5e+3", "d", "0"));
    assertThat(read("{}")).isEmpty();
  }

  @Test
  void ofDuplicateKeysTheLastCounts() {
    assertThat(read("{\"a\":\"1\",\"a\":2}")).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void escapesAreUndone() {
    assertThat(read("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u674e\"}"))
        .isEqualTo(Map.of("a", "\"\\/\b\f\n\r\t李"));
  }

  @Property(tries = 300)
  void whatAnotherWriterWritesIsReadBack(@ForAll String name, @ForAll String value) {
    String json = new JSONObject().put(name, value).toString();

    if (StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
      assertThat(read(json)).isEqualTo(Map.of(name, value));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "\"a\"",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":\"b}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":1}x",
        "{\"a\":1}{}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1}\u0000",
        "\ufeff{}",
        "{\"a\":1}/**/",
        "{\"a\":NaN}",
        "{\"a\":\"\\"
      })
  void whatIsNotOneObjectCannotBeRead(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(UnreadableTicket.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "null", "{}", "[1]", "[[[[[[[["})
  void whatIsNeitherStringNorNumberIsRefused(String value) {
    assertThatThrownBy(() -> read("{\"a\":" + value + "}")).isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void whatIsNotUtf8CannotBeRead() {
    byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> FlatJson.read(latin1)).isInstanceOf(UnreadableTicket.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\n", "\\r", "\\u0000", "\\ud800", "\\udc00x"})
  void aFieldWithALineBreakOrHalfACharacterIsNoTickets(String escape) {
    String json = "{\"TLS.x\":\"" + escape + "\"}";
    String text = TicketText.encode(json.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Ticket.parse(text))
        .isInstanceOf(NotAuthenticated.class)
        .hasMessageContaining("line break");
  }

  private static Map<String, String> read(String json) {
    return FlatJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
