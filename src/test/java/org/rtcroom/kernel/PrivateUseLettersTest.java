package org.rtcroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One name, however the system spelled it that it was typed into. */
class PrivateUseLettersTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  /** By their two bytes in GBK. */
  private static List<byte[]> inGbk() {
    List<byte[]> letters = new ArrayList<>();
    add(letters, 0xA6, 0xD9, 0xDF);
    add(letters, 0xA6, 0xEC, 0xED);
    add(letters, 0xA6, 0xF3, 0xF3);
    add(letters, 0xA8, 0xBC, 0xBC);
    add(letters, 0xA8, 0xBF, 0xBF);
    add(letters, 0xA9, 0x89, 0x95);
    add(letters, 0xFE, 0x50, 0x7E);
    add(letters, 0xFE, 0x80, 0xA0);
    return letters;
  }

  private static void add(List<byte[]> letters, int lead, int first, int last) {
    IntStream.rangeClosed(first, last)
        .forEach(trail -> letters.add(new byte[] {(byte) lead, (byte) trail}));
  }

  private static List<String> privateNumbers() {
    return IntStream.rangeClosed(0xE000, 0xF8FF)
        .mapToObj(Character::toString)
        .filter(letter -> !PrivateUseLetters.unicode(letter).equals(letter))
        .toList();
  }

  /** Java's charset is of one of the editions, and leaves to private use what that does. */
  @Test
  void theLettersAreThoseOfTheStandard() {
    List<String> numbers = privateNumbers();
    List<byte[]> inGbk = inGbk();
    assertThat(numbers).hasSize(105).hasSameSizeAs(inGbk);

    for (int i = 0; i < numbers.size(); i++) {
      String decoded = new String(inGbk.get(i), GB18030);
      assertThat(PrivateUseLetters.unicode(decoded))
          .isEqualTo(PrivateUseLetters.unicode(numbers.get(i)));
    }
    assertThat(numbers.stream().map(PrivateUseLetters::unicode))
        .doesNotHaveDuplicates()
        .noneMatch(letter -> Character.getType(letter.codePointAt(0)) == Character.PRIVATE_USE);
  }

  @Test
  void otherTextStaysAsItIs() {
    String text = "王\uE000\uF8FF\uE864\uE865 \uD800 𠮷\uDBC0\uDC00";

    assertThat(PrivateUseLetters.unicode(text)).isEqualTo(text.replace('\uE864', '龻'));
    assertThat(PrivateUseLetters.spellings("王芳")).containsExactly("王芳");
    assertThat(PrivateUseLetters.spellings("")).containsExactly("");
    assertThat(PrivateUseLetters.spellings("\uE000")).containsExactly("\uE000");
  }

  @Test
  void eitherSpellingLeadsToAllOfThem() {
    assertThat(PrivateUseLetters.spellings("王\uE863\uE816"))
        .isEqualTo(PrivateUseLetters.spellings("王䶮𠂇"))
        .containsExactlyInAnyOrder("王䶮𠂇", "王\uE863𠂇", "王䶮\uE816", "王\uE863\uE816");
    assertThat(PrivateUseLetters.spellings("䶮".repeat(8))).hasSize(256);
  }

  @Test
  void aTextOfNothingElseHasFewSpellings() {
    String mixed = "\uE863" + "䶮".repeat(127);

    assertThat(PrivateUseLetters.spellings(mixed))
        .containsExactlyInAnyOrder(mixed, "䶮".repeat(128), "\uE863".repeat(128));
    assertThat(PrivateUseLetters.spellings("䶮".repeat(128))).hasSize(2);
  }

  /** GBK wrote all 105 privately, the edition of 2022 six, Unicode none. */
  @Test
  void theSpellingsOfTheEditionsFindEachOther() {
    String name = "䶮龴𢦏";
    String gbk = "\uE863\uE81E\uE83B";
    String of2000 = "䶮\uE81E\uE83B";
    String of2022 = "䶮龴\uE83B";

    assertThat(
            List.of(name, gbk, of2000, of2022).stream()
                .map(PrivateUseLetters::spellings)
                .collect(Collectors.toSet()))
        .singleElement()
        .satisfies(all -> assertThat(all).contains(name, gbk, of2000, of2022));
  }
}
