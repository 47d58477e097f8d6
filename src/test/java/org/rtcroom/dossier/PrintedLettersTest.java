package org.rtcroom.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.PrivateUseLetters;

/** Names are printed as they are written, and found again in the text of the PDF. */
@Tag("slow")
class PrintedLettersTest {

  /** As long as a name is shown. */
  private static final int NAME = 250;

  /** Letters and signs that the font draws as more usual ones, and people see as these. */
  private static final String DRAWN_ALIKE =
      "–⺋⺮⺳⻊\u3000㦳㫚㬵㬺㮣䎛䐠壿\uF92C\uF979\uF995\uF9E7\uF9F1\uFA0C\uFA0D／｀～";

  private static final VisibleText ON_SCREEN = VisibleText.onScreen();

  private static String printed(SampleSession session) throws Exception {
    try (PDDocument pdf = Shown.of(session).print()) {
      return Shown.text(pdf);
    }
  }

  private static String json(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static List<String> names(Set<Integer> letters) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    int length = 0;
    for (int letter : letters) {
      name.appendCodePoint(letter);
      length++;
      if (length % NAME == 0) {
        names.add(name.toString());
        name.setLength(0);
      }
    }
    names.add(name.toString());
    return names;
  }

  @Test
  void theBuiltInFontHasLevelTwo() throws Exception {
    PrintFont font = PrintFont.builtIn();
    TreeSet<Integer> letters = LevelTwo.letters();

    assertThat(letters).hasSize(LevelTwo.COUNT);
    assertThat(LevelTwo.OF_THE_TABLE.codePoints().distinct()).hasSize(196);
    assertThat(letters).allMatch(font::draws);
    VisibleText visible = new VisibleText(font::draws);
    for (String name : names(letters)) {
      assertThat(visible.of(name)).isEqualTo(name);
    }
  }

  @Test
  void everyLetterOfLevelTwoIsPrintedAndReadAsItself() throws Exception {
    SampleSession session = new SampleSession();
    for (String name : names(LevelTwo.letters())) {
      session.line("FIELD_SET", "{\"field\":\"a\"}", "{\"value\":" + json(name) + "}");
    }

    Set<Integer> printed = printed(session).codePoints().boxed().collect(Collectors.toSet());

    PrintFont font = PrintFont.builtIn();
    Set<Integer> misread = new TreeSet<>();
    for (int letter : LevelTwo.letters()) {
      assertThat(printed).contains(font.readAs(letter));
      if (!printed.contains(letter)) {
        misread.add(letter);
      }
    }
    assertThat(misread.stream().map(Character::toString).collect(Collectors.joining()))
        .isEqualTo(DRAWN_ALIKE);
  }

  @Test
  void aPrivateSpellingIsPrintedAsTheLetterItIs() throws Exception {
    String text =
        printed(new SampleSession().joined("a", "\"王\uE863\"").joined("b", "\"王䶮 \uE000\""));

    assertThat(text).contains("王䶮", "王䶮 ‹U+E000›").doesNotContain("\uE863");
    assertThat(ON_SCREEN.of("王\uE863\uE000")).isEqualTo("王䶮‹U+E000›");
    assertThat(PrivateUseLetters.unicode("\uE863")).isEqualTo("䶮");
  }

  /** Java 17 is of Unicode 13; the letters are of 14, of 15.1 and of none yet. */
  @Test
  void lettersThatJavaDoesNotKnowAreShownWhereTheFontHasThem() {
    VisibleText all = new VisibleText(letter -> true);
    VisibleText none = new VisibleText(letter -> letter < 0x80);
    String young = "\u9FFF\uD87A\uDFF0\uD88D\uDC00";

    assertThat(all.of(young)).isEqualTo(young);
    assertThat(none.of(young)).isEqualTo("‹U+9FFF›‹U+2EBF0›‹U+33400›");
    assertThat(all.of("\u0378\uD83F\uDFFE\uD87F\uDFFE\uD87F\uDFFF\uDB40\uDC01"))
        .isEqualTo("‹U+0378›‹U+1FFFE›‹U+2FFFE›‹U+2FFFF›‹U+E0001›");
  }

  @Test
  void everyPageSaysWhatANumberIs() throws Exception {
    SampleSession session = new SampleSession();
    for (int i = 0; i < 60; i++) {
      session.joined("user" + i, "\"吉𠮷\"");
    }
    try (PDDocument pdf = Shown.of(session).print()) {
      assertThat(pdf.getNumberOfPages()).isGreaterThan(3);
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        assertThat(Shown.text(pdf, page))
            .contains("a character that cannot be shown, by its number", "无法显示的字符");
      }
      assertThat(Shown.text(pdf)).contains("吉‹U+20BB7›");
    }
  }
}
