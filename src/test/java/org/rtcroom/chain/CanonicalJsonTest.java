package org.rtcroom.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Equal values have equal bytes, and what is written can be read back. */
class CanonicalJsonTest {

  @Test
  void keysStandInOrderWhateverOrderTheyCameIn() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("b", 2L);
    one.put("a", List.of("x", true));
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("a", List.of("x", true));
    other.put("b", 2L);

    assertThat(text(one)).isEqualTo(text(other)).isEqualTo("{\"a\":[\"x\",true],\"b\":2}");
  }

  @Test
  void onlyWhatJsonDemandsIsEscaped() {
    assertThat(text(Map.of("k", "\"\\/\n\u0001\u007f\u2028中😀")))
        .isEqualTo("{\"k\":\"\\\"\\\\/\\u000a\\u0001\u007f\u2028中😀\"}");
  }

  @Test
  void emptyThingsAreShort() {
    assertThat(text(Map.of("a", List.of(), "b", Map.of()))).isEqualTo("{\"a\":[],\"b\":{}}");
  }

  @Test
  void aFractionHasNoCanonicalForm() {
    assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("k", 1.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(@ForAll String key, @ForAll String value, @ForAll long number) {
    byte[] bytes =
        CanonicalJson.bytes(Map.of("k" + wellFormed(key), wellFormed(value), "n", number));

    RecordedJson parts = RecordedJson.parse(bytes);

    assertThat(parts.text("k" + wellFormed(key))).isEqualTo(wellFormed(value));
    assertThat(parts.number("n")).isEqualTo(number);
  }

  /** Texts reach the journal without unpaired surrogates. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String text(Map<String, ?> value) {
    return new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8);
  }
}
