package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a body. */
class BodyTest {

  private static Fields json(String text) {
    return Body.parse(text.getBytes(StandardCharsets.UTF_8), Body.Kind.JSON);
  }

  private static Fields form(String text) {
    return Body.parse(text.getBytes(StandardCharsets.UTF_8), Body.Kind.FORM);
  }

  @Test
  void anEmptyBodyHasNoFields() {
    assertThat(json("").values()).isEmpty();
    assertThat(json("{}").values()).isEmpty();
    assertThat(json(" {} \n").values()).isEmpty();
    assertThat(form("").values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "5",
        "\"a\"",
        "true",
        "{",
        "{\"a\"}",
        "{\"a\":1,}",
        "{} x",
        "{}{}",
        "{},{}",
        "{/**/}",
        "// c\n{}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":tru}",
        " ",
        "\ufeff{}"
      })
  void whatIsNoJsonObjectIsRefused(String text) {
    Refused.with(WireProblem.MALFORMED, () -> json(text));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    for (byte[] bytes :
        new byte[][] {
          {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'},
          {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'},
          {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'}
        }) {
      Refused.with(WireProblem.MALFORMED, () -> Body.parse(bytes, Body.Kind.JSON));
    }
  }

  @Test
  void nestingEndsAtSixteen() {
    assertThat(json(nested(16)).values()).hasSize(1);
    Refused.with(WireProblem.MALFORMED, () -> json(nested(17)));
    Refused.with(WireProblem.MALFORMED, () -> json(nested(20_000)));
  }

  /** An object with arrays in it, so many levels in all. */
  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  @Test
  void ofEqualNamesTheLastCounts() {
    assertThat(json("{\"a\":1,\"a\":\"2\"}").id("a")).contains("2");
    assertThat(json("{\"a\":1,\"a\":null}").id("a")).isEmpty();
    assertThat(form("a=1&a=2").id("a")).contains("2");
  }

  @Test
  void namesThatMeanSomethingElsewhereAreFieldsLikeAll() {
    assertThat(json("{\"__proto__\":1,\"constructor\":2}").values())
        .containsOnlyKeys("__proto__", "constructor");
  }

  @Test
  void hugeNumbersCostNothing() {
    assertThat(json("{\"a\":1e999999999,\"b\":" + "9".repeat(60_000) + "}").values()).hasSize(2);
  }

  @Test
  void fieldsOfAFormAreTexts() {
    Fields fields = form("roomID=r1&roomInfo=%E5%A5%BD+a%2Bb&empty=&alone");

    assertThat(fields.id("roomID")).contains("r1");
    assertThat(fields.text("roomInfo", 64)).contains("好 a+b");
    assertThat(fields.text("empty", 64)).contains("");
    assertThat(fields.text("alone", 64)).contains("");
  }

  @Test
  void aFormMayEscapeAnyOfItsBytes() {
    assertThat(form("%72oomInfo=%E5%A5%BD好&a==b&&=c").values())
        .containsExactly(
            entry("roomInfo", new Value.Text("好好")),
            entry("a", new Value.Text("=b")),
            entry("", new Value.Text("c")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%+1", "a=%-1", "a=%ff", "a=%ed%a0%80"})
  void aBrokenFormIsRefused(String text) {
    Refused.with(WireProblem.MALFORMED, () -> form(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|JSON",
        "application/json|JSON",
        "Application/JSON; Charset=UTF-8|JSON",
        "application/json;charset=\"utf-8\"|JSON",
        "text/plain|JSON",
        "text/plain;charset=UTF-8|JSON",
        "application/x-www-form-urlencoded|FORM",
        "application/x-www-form-urlencoded; charset=utf-8|FORM"
      })
  void contentTypesSeenAreTaken(String contentType, Body.Kind kind) {
    assertThat(Body.kind(contentType, false)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain; charset=gbk",
        "text/html",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/json; charset=gbk",
        "application/json5",
        "*/*"
      })
  void otherContentTypesAreRefused(String contentType) {
    Refused.with(WireProblem.UNSUPPORTED, () -> Body.kind(contentType, false));
  }

  @Test
  void compressedBodiesAreRefused() {
    Refused.with(WireProblem.UNSUPPORTED, () -> Body.kind("application/json", true));
  }

  @Test
  void aBodyEndsAt64Kilobytes() {
    InputStream endless =
        new InputStream() {
          private int given;

          @Override
          public int read() {
            assertThat(given++).isLessThanOrEqualTo(Body.MOST);
            return ' ';
          }
        };

    assertThat(Body.read(new ByteArrayInputStream(new byte[Body.MOST]), -1)).hasSize(Body.MOST);
    Refused.with(WireProblem.TOO_LARGE, () -> Body.read(endless, -1));
    Refused.with(WireProblem.TOO_LARGE, () -> Body.read(endless, Body.MOST + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048, 5000, Body.MOST - 1, Body.MOST})
  void aBodyArrivesWholeInPiecesOfAnySize(int size) {
    byte[] sent = new byte[size];
    new Random(size).nextBytes(sent);

    for (int piece : new int[] {7, 1000, 1024, size + 1}) {
      assertThat(Body.read(dribbling(sent, piece), -1)).isEqualTo(sent);
      assertThat(Body.read(dribbling(sent, piece), size)).isEqualTo(sent);
    }
  }

  private static InputStream dribbling(byte[] sent, int piece) {
    return new ByteArrayInputStream(sent) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(piece, length));
      }
    };
  }

  @Test
  void aClientThatBreaksOffIsTold() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };

    Refused.with(WireProblem.MALFORMED, () -> Body.read(broken, -1));
  }
}
